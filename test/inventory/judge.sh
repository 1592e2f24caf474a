#!/bin/sh
# Writes what Ansible makes of the fixtures, for inventories.test.ts to compare with: needs ansible-core (made with Debian
# bookworm's 2.14). Run it after adding a fixture, look at the difference, and commit it.
#
# fixtures/NAME/arguments holds the arguments of ansible-inventory. From them come expected/list.json (--list),
# expected/graph.txt (--graph), expected/hosts.txt (the hosts of "all" in order) and, for each line of patterns.txt, the
# hosts that it means, in expected/patterns.txt.
set -eu
cd "$(dirname "$0")/fixtures"
# A fixed seed: where Ansible walks through sets, its order is random.
export PYTHONHASHSEED=0 ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=False

hosts_of() {
  pattern=$1
  shift
  # shellcheck disable=SC2086
  ansible "$pattern" "$@" --list-hosts 2>/dev/null | sed -n '2,$s/^ *//p'
}

for fixture in ${1:-*}; do
  (
    cd "$fixture"
    mkdir -p expected
    arguments=$(cat arguments)
    # shellcheck disable=SC2086
    ansible-inventory $arguments --list >expected/list.json
    # shellcheck disable=SC2086
    ansible-inventory $arguments --graph >expected/graph.txt
    # shellcheck disable=SC2086
    hosts_of all $arguments >expected/hosts.txt
    [ ! -f patterns.txt ] || while IFS= read -r pattern; do
      # shellcheck disable=SC2086
      printf '%s => %s\n' "$pattern" "$(hosts_of "$pattern" $arguments | tr '\n' ' ' | sed 's/ $//')"
    done <patterns.txt >expected/patterns.txt
  )
done
