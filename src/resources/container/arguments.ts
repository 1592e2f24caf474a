import type { ArgumentsSchema } from '../../arguments.ts';

export const containerArguments: ArgumentsSchema = {
  summary: 'Keeps a container of podman that systemd starts, watches and stops.',
  details: `The container is a unit \`container-NAME.service\` that runs \`podman run\`, written by us (quadlet needs a newer podman than Debian 12 has), so
\`systemctl\` and \`journalctl\` work as for every service. It is made anew only when its definition changes: image, command, ports, volumes, options or
environment. That is told by the times of its files, so a restart that a run did not come to is made by the next one.

The image is named by its digest, so that what runs is known; it is pulled before anything is stopped, by the host, as root. A name
without digest is allowed with \`pull: never\`, for images that were built there. The environment lies in a file that only root can read; its
values are never shown and never stand in arguments. (Inside of podman they are visible to root: \`podman inspect\`.)

Proven are the files, that the image is there, that the unit is enabled and active and that the container is not older than its definition; not that the program in it
is well: ask it with \`uri\` or \`wait_for\`. With \`state: absent\` unit and environment go; image and volumes stay. Needs root, systemd and podman 4;
pods, secrets of podman and containers of users are not supported. Differs from Ansible's \`podman_container\`: there it is not a unit.`,
  properties: {
    name: { description: 'The container.', type: 'string' },
    image: { description: 'What it is made of: `registry/name@sha256:DIGEST`.', type: 'string' },
    command: {
      description: 'Words to run instead of what the image says.',
      type: 'array',
      items: { description: 'One word.', type: 'string' },
    },
    env: {
      description: 'Environment, as a map; values are one line each and are not shown.',
      type: 'object',
      additionalProperties: { description: 'A value.', type: ['string', 'number', 'boolean'] },
      sensitive: true,
    },
    ports: {
      description: 'Ports of the host that lead into it: `8080:80`, `127.0.0.1:8080:80/udp`.',
      type: 'array',
      items: { description: 'One of them.', type: 'string' },
    },
    volumes: {
      description: 'Directories of the host, or named volumes, and where they are inside: `/srv/data:/data:ro`.',
      type: 'array',
      items: { description: 'One of them.', type: 'string' },
    },
    network: { description: 'A network of podman, or `host` or `none`.', type: 'string' },
    user: { description: 'Whom the program runs as, inside.', type: ['string', 'integer'] },
    options: {
      description:
        'More options of `podman run`, one word each: `--memory=512m`. They stand in the unit, which everybody can read.',
      type: 'array',
      items: { description: 'One option.', type: 'string' },
    },
    restart: {
      description: 'When systemd starts it again.',
      type: 'string',
      enum: ['always', 'on-failure', 'no'],
      default: 'on-failure',
    },
    pull: {
      description: 'Whether an image that is missing is pulled.',
      type: 'string',
      enum: ['missing', 'never'],
      default: 'missing',
    },
    state: { description: 'Whether it exists.', type: 'string', enum: ['present', 'absent'], default: 'present' },
    enabled: { description: 'Whether it starts at boot.', type: 'boolean', default: true },
    started: { description: 'Whether it runs now.', type: 'boolean', default: true },
  },
  required: ['name'],
  examples: [
    `- name: the web application
  container:
    name: app
    image: registry.example.org/app@sha256:6809dd0b3ec45fd6e992c19071d6b5253aed3ead7bf0686885a51d85c6643c66
    ports: ["127.0.0.1:8080:80"]
    volumes: ["/srv/app:/data"]
    env: {DATABASE_PASSWORD: "{{ db_password }}"}
    options: [--read-only, --memory=512m]`,
    `- container: {name: old-app, state: absent}`,
  ],
};
