SELECT id = 1 FROM vector_top_k('docs_embedding', vector32('[1,2,3]'), 1);
