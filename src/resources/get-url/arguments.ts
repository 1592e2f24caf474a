import type { ArgumentsSchema } from '../../arguments.ts';
import { attributeArguments } from '../file-attributes.ts';

export const getUrlArguments: ArgumentsSchema = {
  summary: 'Downloads a file to the host, with curl or wget.',
  details: `With \`checksum\` it is proven: the file has that digest, a download with another one never gets its name, and an interrupted one is taken up again by the
next run. Without \`checksum\` a file that is there is right, whatever is in it, as with Ansible. With \`force\` and without checksum the server is asked (HEAD, by curl) for its
\`Last-Modified\` and length: the file is right when it has that length and is not older; a server that does not tell fails the task. A plan asks the server,
too, for that and for a list of checksums, and downloads nothing else.

The file is made beside its place in a directory that only the user can enter, and renamed. Headers and credentials travel on standard
input or in a private file, never in the process list; where a host has only busybox's wget they are refused, and the URL does stand there.

Differs from Ansible: \`dest\` must end with a slash to be a directory; a link at \`dest\` is replaced by the file; \`force\` does not download
what the server calls unchanged; checksums are SHA-256 or SHA-512. \`decompress\`, \`ciphers\`, client certificates and proxies as arguments are not supported.`,
  properties: {
    url: { description: 'What to download.', type: 'string', pattern: '^https?://' },
    dest: {
      description:
        'Absolute path. With a slash at its end it is a directory, and the file gets the last name in the URL.',
      type: 'string',
      aliases: ['path'],
    },
    checksum: {
      description:
        '`sha256:` or `sha512:` with the digest in hex, or with the URL of a list of digests that names the file.',
      type: 'string',
      pattern: '^(sha256|sha512):',
    },
    force: { description: 'Looks whether the server has another file.', type: 'boolean', default: false },
    headers: {
      description: 'Header lines.',
      type: 'object',
      additionalProperties: { description: 'Value.', type: ['string', 'number'], sensitive: true },
    },
    url_username: { description: 'Name for HTTP’s basic authentication.', type: 'string', aliases: ['username'] },
    url_password: { description: 'Its password.', type: 'string', aliases: ['password'], sensitive: true },
    validate_certs: { description: 'Refuse certificates that do not verify.', type: 'boolean', default: true },
    ca_path: { description: 'File with the certificates of the authorities to trust.', type: 'string' },
    timeout: {
      description: 'Seconds to connect, and of silence after which it fails.',
      type: 'integer',
      minimum: 1,
      default: 30,
    },
    ...attributeArguments,
    backup: {
      description: 'Keeps the old file beside the new one as `NAME.YYYY-MM-DDThhmmss~`.',
      type: 'boolean',
      default: false,
    },
  },
  required: ['url', 'dest'],
  examples: [
    `- name: the exporter, exactly this one
  get_url:
    url: https://downloads.example.com/exporter-1.8.2.tar.gz
    dest: /usr/local/src/
    checksum: sha256:6809dd0b3ec45fd6e992c19071d6b5253aed3ead7bf0686885a51d85c6643c66
    mode: '0644'`,
    `- get_url:
    url: https://downloads.example.com/tool
    dest: /usr/local/bin/tool
    checksum: sha512:https://downloads.example.com/SHA512SUMS
    headers: {Authorization: "Bearer {{ download_token }}"}
    mode: '0755'`,
  ],
};
