SELECT typeof(at) = 'text' FROM p;
