echo 42 > output/product.txt
