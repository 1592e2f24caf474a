import type { ArgumentsSchema } from '../../arguments.ts';

export const servedCertificateArguments: ArgumentsSchema = {
  summary: 'Sees to it that a service serves the certificate that lies on the disk.',
  details: `The host itself makes a TLS handshake with the service and compares what it is shown with the file. A service that still has an older one in
its memory (a handler was lost, somebody copied the file) is reloaded, and the task ends when it serves the new one. So there is no handler to notify.

With \`trust\` the chain and the name are verified, too, as a client would. A reload cures neither: the task fails and says what openssl says.`,
  properties: {
    connect: {
      description: 'Where the service listens, seen from the host.',
      type: 'string',
      default: '127.0.0.1:443',
    },
    server_name: {
      description: 'The name that is asked for, and that the certificate must have.',
      type: 'string',
      aliases: ['name'],
    },
    path: { description: 'File of the certificate, PEM.', type: 'string' },
    trust: { description: 'File of the authorities on the host by which it is verified.', type: 'string' },
    unit: { description: 'The systemd unit that serves it, and is reloaded.', type: 'string' },
    within: {
      description: 'Seconds that it may take after the reload.',
      type: 'integer',
      minimum: 1,
      maximum: 300,
      default: 10,
    },
  },
  required: ['server_name', 'path', 'unit'],
  examples: [
    `- name: clients see the certificate that was renewed
  served_certificate:
    server_name: www.example.org
    path: /etc/ssl/site.crt
    trust: /etc/ssl/certs/ca-certificates.crt
    unit: nginx`,
  ],
};
