# Keeps the namespaces of an ordinary user's sandboxes: says its process id, and ends when no ale
# runs and no sandbox is left.
state=$1
umask 022
echo $$
exec >/dev/null 2>&1 9>"$state/namespace.use"
while :; do
  flock -x 9
  if [ -z "$(ls -A "$state/sandboxes" 2>/dev/null)" ]; then
    rm -f "$state/namespace"
    exit 0
  fi
  flock -u 9
  sleep 5
done
