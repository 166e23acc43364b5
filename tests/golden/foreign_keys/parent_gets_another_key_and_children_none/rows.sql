INSERT INTO a_author VALUES (1,'x'),(2,'y'); INSERT INTO a_book VALUES (5,1,'t'),(6,2,'u'); INSERT INTO a_book_tags VALUES (1,5,1),(2,6,0);
