import { sh, verbatim } from '../../shell.ts';

/** Shell text that judges a staged file of rules (`%s`): alone, and in its place among a copy of all others. */
export function validateCommand(name: string): string {
  return sh`visudo -cf %s >&2 || exit 1
tree=$(mktemp -d) || exit 1
trap 'rm -rf -- "$tree"' EXIT
mkdir -- "$tree/sudoers.d" || exit 1
for file in /etc/sudoers.d/*; do
  case \${file##*/} in *.* | *~) continue ;; esac
  [ ! -f "$file" ] || cat -- "$file" >"$tree/sudoers.d/\${file##*/}" || exit 1
done
cat -- %s >"$tree"/sudoers.d/${name} &&
sed ${verbatim(String.raw`"s#^\([[:space:]]*[@\#]includedir[[:space:]][[:space:]]*\)/etc/sudoers\.d/*[[:space:]]*\$#\1$tree/sudoers.d#"`)} /etc/sudoers >"$tree/sudoers" &&
chmod 0440 -- "$tree/sudoers" "$tree"/sudoers.d/* && visudo -cf "$tree/sudoers" >&2`.text;
}
