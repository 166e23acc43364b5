SELECT id = 1 FROM vector_top_k('docs_a', vector64('[1,2]'), 1);
