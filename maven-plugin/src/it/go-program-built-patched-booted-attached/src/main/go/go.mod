module it/hello

go 1.19
