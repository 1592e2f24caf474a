import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh } from '../shell.ts';
import { outputLines } from './output-lines.ts';

export const networkManagers = ['ifupdown', 'netplan', 'networkd', 'NetworkManager'] as const;
export type NetworkManager = (typeof networkManagers)[number];

/** Which programs of a host set up its network, and which of them has this interface. */
export interface InterfaceManagers {
  /** Could set it up: installed, or for daemons running. netplan counts once it has a file. */
  readonly present: readonly NetworkManager[];
  /** Set it up now, each with the file that says so, where there is one. */
  readonly claims: readonly { readonly manager: NetworkManager; readonly file: string }[];
}

/** Keys are names of interfaces, of letters, digits, `_`, `-` and `.` only. */
export const interfaceManagers: FactKind<string, InterfaceManagers> = {
  name: 'interfaceManagers',
  identity: (name) => name,
  script: (names) => sh`PATH=$PATH:/usr/sbin:/sbin
runs() { [ -d /run/systemd/system ] && systemctl is-active --quiet -- "$1"; }
if [ -e /etc/network/interfaces ] && command -v ifup >/dev/null; then echo "present ifupdown"; fi
if command -v netplan >/dev/null && ls /etc/netplan/*.yaml >/dev/null 2>&1; then echo "present netplan"; fi
networkd=
if runs systemd-networkd.service; then networkd=yes; echo "present networkd"; fi
manager=
if runs NetworkManager.service; then manager=yes; echo "present NetworkManager"; fi
for name in ${names}; do
  echo "name $name"
  # No letter of a name but the dot is special to grep.
  pattern=$(printf '%s\n' "$name" | sed 's/[.]/[.]/g')
  for file in /etc/network/interfaces /etc/network/interfaces.d/*; do
    ! grep -Eqs "^[[:blank:]]*iface[[:blank:]]+$pattern([[:blank:]]|\$)" -- "$file" || echo "claim ifupdown $file"
  done
  for file in /etc/netplan/*.yaml; do
    ! grep -Eqs "^[[:blank:]]+[\\"']?$pattern[\\"']?:" -- "$file" || echo "claim netplan $file"
  done
  if [ -n "$networkd" ]; then
    index=$(cat -- "/sys/class/net/$name/ifindex" 2>/dev/null)
    file=$(sed -n 's/^NETWORK_FILE=//p' "/run/systemd/netif/links/\${index:-0}" 2>/dev/null)
    [ -z "$file" ] || echo "claim networkd $file"
  fi
  if [ -n "$manager" ] && command -v nmcli >/dev/null; then
    case $(nmcli -g GENERAL.STATE device show "$name" 2>/dev/null) in ''|10*) ;; *) echo "claim NetworkManager -" ;; esac
  fi
done`,
  parse,
};

function parse(stdout: Buffer, names: readonly string[]): readonly InterfaceManagers[] {
  const lines = outputLines(stdout);
  const present = lines.flatMap((line) => managerNamed(/^present (\w+)$/.exec(line)?.[1]));
  const starts = lines.flatMap((line, index) => (line.startsWith('name ') ? [index] : []));
  if (starts.length !== names.length)
    throw new FactError('interfaceManagers: there are not as many answers as questions');
  return starts.map((start, index) => ({
    present,
    claims: lines.slice(start, starts[index + 1]).flatMap((line) => {
      const [, word, file = ''] = /^claim (\w+) (.+)$/.exec(line) ?? [];
      return managerNamed(word).map((manager) => ({ manager, file }));
    }),
  }));
}

function managerNamed(word: string | undefined): readonly NetworkManager[] {
  return networkManagers.filter((each) => each === word);
}
