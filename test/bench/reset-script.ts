import { sh } from '../../src/shell.ts';
import type { Command } from '../../src/shell.ts';
import { workload } from './workload.ts';

/** Makes a host fresh: nothing of the workload holds, whatever a tool left. Runs as root. */
export function resetScript(): Command {
  const { root, services, users, groups, sysctls, lines } = workload;
  const steps = [
    ...services.map(
      (name) => sh`printf %s ${unit} > /etc/systemd/system/${name}.service
systemctl disable --quiet --now ${name}`,
    ),
    sh`systemctl daemon-reload`,
    ...users.map(({ name }) => sh`! getent passwd ${name} >/dev/null || userdel ${name}`),
    ...groups.map(({ name }) => sh`! getent group ${name} >/dev/null || groupdel ${name}`),
    sh`rm -rf -- ${root} ${sysctls.map((each) => each.path)}`,
    sh`mkdir -p -- ${root}/lines`,
    ...lines.map(({ path, before }) => sh`printf %s ${before} > ${path}`),
    sh`chmod 0755 ${root} ${root}/lines && chmod 0644 ${lines.map((each) => each.path)}`,
  ];
  return { text: `set -eu\numask 022\n${steps.map((each) => each.text).join('\n')}` };
}

const unit = `[Unit]
Description=A service of the benchmark

[Service]
ExecStart=/bin/sleep infinity

[Install]
WantedBy=multi-user.target
`;
