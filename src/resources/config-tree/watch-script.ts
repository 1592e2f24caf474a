import { sh, verbatim } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import type { Probe } from './preset.ts';
import type { WantedConfigTree } from './wanted.ts';

/** What looks at a service: before its files change, until it is seen at work, and when it is not. */
export interface WatchScript {
  readonly before: Command;
  readonly proof: Command;
  readonly evidence: Command;
}

/**
 * Tells whether a service works with its new files. All probes must hold at once, and once more a second later: what dies does so
 * soon. A log that says what it must not ends the waiting.
 */
export function watchScript(wanted: WantedConfigTree, unit: string): WatchScript {
  const { probe, withinSeconds, logs, alarm } = wanted;
  const probes = probe.map((each) => sh`probe ${titleOf(each)} ${probeCommand(each, unit)}`);
  return {
    before: sh`since=$(date +%s)
main() { systemctl show --property MainPID --value -- ${unit}; }
children() {
  for status in /proc/[0-9]*/stat; do
    IFS= read -r line <"$status" || continue
    rest=\${line##*) }
    set -- $rest
    [ "$2" = "$parent" ] && printf '%s ' "\${line%% *}"
  done 2>/dev/null
}
parent=$(main)
old=" $(children)"
sizes=
for log in ${logs}; do sizes="$sizes $(stat -c %s -- "$log" 2>/dev/null || echo 0)"; done
said_since() {
  journalctl --quiet --no-pager --output=cat --since="@$since" --unit=${unit} 2>/dev/null
  set -- $sizes
  for log in ${logs}; do
    tail -c "+$(($1 + 1))" -- "$log" 2>/dev/null
    shift
  done
}`,
    proof: sh`why=
alarmed() { ${alarm === undefined ? verbatim('false') : sh`said_since | grep -E -e ${alarm} >&2`}; }
probe() { title=$1; shift; "$@" || { why=$title; return 1; }; }
active() { [ "$(systemctl is-active -- ${unit})" = active ]; }
renewed() {
  parent=$(main)
  for child in $(children); do
    case $old in *" $child "*) ;; *) return 0 ;; esac
  done
  return 1
}
processes() {
  group=$(systemctl show --property ControlGroup --value -- ${unit})
  cat -- "/sys/fs/cgroup$group/cgroup.procs" 2>/dev/null || cat -- "/sys/fs/cgroup/systemd$group/cgroup.procs"
}
listening() {
  port=$(printf %04X "$1")
  sockets=" $(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | while read -r _ local _ state _ _ _ _ _ inode _; do
    case "$local $state" in *":$port 0A") printf '%s ' "socket:[$inode]" ;; esac
  done)"
  for process in $(processes); do
    for descriptor in "/proc/$process/fd"/*; do
      case $sockets in *" $(readlink -- "$descriptor" 2>/dev/null) "*) return 0 ;; esac
    done
  done
  return 1
}
answers() {
  url=$1
  shift
  if command -v curl >/dev/null; then status=$(curl -sS -o /dev/null -w '%{http_code}' --max-time 5 -- "$url" 2>/dev/null)
  else wget -q -T 5 -O /dev/null -- "$url" 2>/dev/null && status=200
  fi
  case " $* " in *" $status "*) return 0 ;; esac
  return 1
}
all() {
  ${probes.length === 0 ? verbatim(':') : probes.reduce((before, next) => sh`${before} &&\n  ${next}`)}
}
end=$(($(date +%s) + ${withinSeconds}))
until all; do
  ! alarmed || { echo 'its log says that it failed' >&2; exit 1; }
  [ "$(date +%s)" -lt "$end" ] || { echo "$why, within ${verbatim(String(withinSeconds))} s" >&2; exit 1; }
  sleep 0.2 2>/dev/null || sleep 1
done
sleep 1
all || { echo "$why a second later" >&2; exit 1; }
! alarmed || { echo 'its log says that it failed' >&2; exit 1; }`,
    evidence: sh`said_since | tail -n 20`,
  };
}

/** What it says when it does not hold. */
function titleOf(probe: Probe): string {
  switch (probe.type) {
    case 'active':
      return 'the unit is not active';
    case 'workers':
      return 'it has no new worker processes';
    case 'port':
      return `it does not listen on port ${probe.port}`;
    case 'url':
      return `${probe.url} does not answer ${probe.status.join(' or ')}`;
    case 'command':
      return `${probe.command.split('\n')[0] ?? ''} does not end with 0`;
  }
}

function probeCommand(probe: Probe, unit: string): Command {
  switch (probe.type) {
    case 'active':
      return verbatim('active');
    case 'workers':
      return verbatim('renewed');
    case 'port':
      return sh`listening ${probe.port}`;
    case 'url':
      return sh`answers ${probe.url} ${probe.status}`;
    case 'command':
      return sh`env unit=${unit} sh -c ${probe.command}`;
  }
}
