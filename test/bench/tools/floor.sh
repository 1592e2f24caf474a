# What a hand-written script costs: one ssh for each host, all in parallel, nothing reused.
# usage: sh floor.sh fresh|converged|damaged SSH-COMMAND…   in a directory with
#   hosts          lines of name, port and user@address
#   check.sh       prints the state of a host
#   expected/NAME  what it prints when all is well
#   tree/NAME/     apply.sh, replace.sh, check.sh, files/PATH
phase=$1
shift
rm -rf actual wrong
mkdir actual wrong

# The scripts and files come as one tar; the answer is the state afterwards.
unpack='d=$(mktemp -d /srv/.rackwright-bench.XXXXXX) && cd "$d" && tar -xpf - && sh ./SCRIPT && sh ./check.sh
status=$?; cd /; rm -rf "$d"; exit $status'

send() { # SCRIPT, name, port, target, SSH…; the tar on stdin
  script=${unpack%%SCRIPT*}$1${unpack#*SCRIPT} name=$2 port=$3 target=$4
  shift 4
  "$@" -p "$port" "$target" "sudo sh -c '$script'" >"actual/$name"
}

whole() { # name, port, target, SSH…
  tar -C "tree/$1" --owner=0 --group=0 -cf - . | send apply.sh "$@"
}

ask() {
  name=$1 port=$2 target=$3
  shift 3
  "$@" -p "$port" "$target" sudo sh -s <check.sh >"actual/$name"
}

right() { cmp -s "expected/$1" "actual/$1"; }

mend() { # what is more than the content of files is applied as a whole
  grep -vxFf "actual/$1" "expected/$1" | sed 's,^[0-9a-f]\{64\}  /,files/,' >"wrong/$1"
  if grep -qv '^files/' "wrong/$1"; then whole "$@"
  else tar -C "tree/$1" --owner=0 --group=0 -cf - ./check.sh ./replace.sh -T "$PWD/wrong/$1" | send replace.sh "$@"; fi
}

one_host() {
  if [ "$phase" = fresh ]; then whole "$@" && wc -l <"expected/$1" >"wrong/$1"
  else ask "$@"; right "$1" || mend "$@"; fi
  right "$1" || { echo "$1: not as it should be"; touch "wrong/$1.failed"; }
}

while read -r name port target; do
  one_host "$name" "$port" "$target" "$@" </dev/null &
done <hosts
wait
for each in wrong/*.failed; do [ ! -e "$each" ] || exit 1; done
echo "changed=$(cat wrong/* /dev/null | wc -l)"
