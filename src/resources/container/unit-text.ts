export interface ContainerUnit {
  readonly name: string;
  readonly image: string;
  readonly restart: string;
  readonly environment: string;
  readonly options: readonly string[];
  readonly command: readonly string[];
}

/**
 * A unit that makes its container anew at each start, so that the unit is all of its definition. systemd counts it as started when
 * podman's monitor says that the container runs. Source: what `podman generate systemd --new` of podman 4.3 writes.
 */
export function unitText({ name, image, restart, environment, options, command }: ContainerUnit): string {
  const words = [
    ...[
      '/usr/bin/podman',
      'run',
      '--cidfile=%t/%n.ctr-id',
      '--cgroups=no-conmon',
      '--rm',
      '--sdnotify=conmon',
      '--detach',
      '--replace',
    ],
    ...[`--name=${name}`, '--pull=never', `--env-file=${environment}`, ...options].map(quoted),
    ...[image, ...command].map(quoted),
  ];
  return `# Kept by Rackwright.
[Unit]
Description=Container ${name}
Wants=network-online.target
After=network-online.target
RequiresMountsFor=%t/containers

[Service]
Type=notify
NotifyAccess=all
Environment=PODMAN_SYSTEMD_UNIT=%n
Restart=${restart}
TimeoutStopSec=70
ExecStartPre=/bin/rm -f %t/%n.ctr-id
ExecStart=${words.join(' ')}
ExecStop=/usr/bin/podman stop --ignore -t 10 --cidfile=%t/%n.ctr-id
ExecStopPost=/usr/bin/podman rm -f --ignore -t 10 --cidfile=%t/%n.ctr-id

[Install]
WantedBy=multi-user.target
`;
}

/** For systemd: what it would expand or take apart is written twice or behind a backslash. */
function quoted(word: string): string {
  const escaped = word
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('"', String.raw`\"`)
    .replaceAll('%', '%%')
    .replaceAll('$', '$$$$')
    .replaceAll('\n', String.raw`\n`);
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(escaped) ? escaped : `"${escaped}"`;
}
