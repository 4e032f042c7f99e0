set -e
test -f input/notes/hint.txt
test ! -e reference
sed -n "s/^Amendment.*law of \(.*\)\./\1/p" input/lease.txt | tail -1 > output/law.txt
