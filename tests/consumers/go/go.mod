module callnorm/consumer

go 1.20
