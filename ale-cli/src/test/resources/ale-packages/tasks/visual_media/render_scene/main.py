raise SystemExit("a Windows package is not loaded")
