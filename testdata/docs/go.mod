module docs.example/hello

go 1.19
