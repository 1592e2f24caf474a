import { sh } from '../../shell.ts';

/**
 * Shell text that judges a staged unit file (`%s`) under its own name, before all that the host has, so that everything else of the unit
 * counts too. Other units' faults do not.
 */
export function verifyCommand(unit: string, dropin: string | undefined): string {
  const place = dropin === undefined ? unit : `${unit}.d/${dropin}`;
  return sh`systemd-analyze --help 2>&1 | grep -q recursive-errors || exit 0
tree=$(mktemp -d) || exit 1
trap 'rm -rf -- "$tree"' EXIT
mkdir -p -- "$tree"/${place.replace(/[^/]*$/, '')} && cat -- %s >"$tree"/${place} || exit 1
SYSTEMD_UNIT_PATH=$tree: systemd-analyze verify --man=no --recursive-errors=no ${dropin === undefined ? sh`"$tree"/${unit}` : sh`${unit}`}`
    .text;
}
