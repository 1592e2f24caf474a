import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { bootUnit, guardDirectory, hasSystemd, timerName } from './guard.ts';
import type { Guard } from './guard.ts';
import { saveScript } from './save-script.ts';
import { removeBootUnit, undoScript } from './undo-script.ts';

/**
 * Saves what a change may touch, and starts the timer that undoes it. Everything is on the disk before the timer runs, so
 * that a reboot finds it. Leaves nothing behind when it fails.
 */
export function armScript(guard: Guard): Command {
  return sh`PATH=$PATH:/usr/sbin:/sbin
umask 077
dir=${guardDirectory(guard)}
refuse() {
  echo "$1" >&2
  rm -rf -- "$dir"
  rmdir -- ${`${guard.state}/guard`} 2>/dev/null
  ${removeBootUnit(guard)}
  exit 1
}
for other in ${guard.state}/guard/*/armed; do
  [ ! -e "$other" ] || { echo 'another change of this host still waits for its confirmation' >&2; exit 1; }
done
# A shell's own printf does not tell why it failed, a program does.
full() {
  echo | cat >"$dir/undo"
  refuse "nothing can be kept in $dir"
}
${saveScript(guard.protection)}
printf %s ${undoScript(guard).text} >"$dir/undo" && : >"$dir/armed" || full
if ${hasSystemd(guard)}; then
  printf %s ${bootUnitText(guard)} >${`${guard.units}/${bootUnit}`} &&
    mkdir -p -- ${`${guard.units}/sysinit.target.wants`} &&
    ln -sf ${`../${bootUnit}`} ${`${guard.units}/sysinit.target.wants/${bootUnit}`} || refuse 'no unit for the next boot can be made'
  chmod 644 ${`${guard.units}/${bootUnit}`}
fi
sync
if ${hasSystemd(guard)}; then
  systemd-run --quiet --collect --unit=${timerName(guard)} --on-active=${`${guard.seconds}s`} \\
    --timer-property=AccuracySec=100ms -- /bin/sh "$dir/undo" timer || refuse 'no timer can be started'
else
  ( trap '' HUP; exec /bin/sh "$dir/undo" later ${guard.seconds} ) </dev/null >/dev/null 2>&1 &
fi`;
}

/** Long before anybody can be locked out, and before services read what is put back. */
function bootUnitText({ state }: Guard): string {
  return `# Written by Rackwright for a change that waits for its confirmation; removed with it.
[Unit]
Description=Undo changes that nobody confirmed before the reboot
DefaultDependencies=no
RequiresMountsFor=${state} /etc
After=local-fs.target
Before=network-pre.target ssh.service sshd.service ufw.service netfilter-persistent.service rackwright-firewall.service networking.service systemd-networkd.service NetworkManager.service shutdown.target
Conflicts=shutdown.target

[Service]
Type=oneshot
ExecStart=/bin/sh -c 'for undo in ${state}/guard/*/undo; do if [ -e "$$undo" ]; then /bin/sh "$$undo" boot || [ "$$?" = 75 ] || exit 1; fi; done'

[Install]
WantedBy=sysinit.target
`;
}
