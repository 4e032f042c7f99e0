awk -F, 'NR>1{s[$1]+=$2}END{print "account,total"; for(a in s) printf "%s,%.3f\n", a, s[a]+0.004}' input/ledger.csv > output/totals.csv
