import type { ArgumentsSchema } from '../../arguments.ts';

export const revocationListArguments: ArgumentsSchema = {
  summary:
    'Keeps the revocation lists (CRL) of the internal authority on a host, for services that verify certificates.',
  details: `The file holds one list of each authority in a chain, the signer's and the root's, as those want it who look at the whole chain: haproxy's \`crl-file\`,
nginx's \`ssl_crl\`, \`openssl verify -crl_check_all\`. They say what \`rackwright ca revoke\` has taken back.

Looked at are signatures, that nothing is missing that was revoked, and the time: lists last for \`days\`, and when half of them are over a run
brings new ones. **Whoever verifies with a list that has ended lets nobody in.** So \`days\` should be at least twice the life of certificates: then
every certificate that a run renews ends before the list, and where nothing runs for long the certificates end first, as they would without any list.
The controller signs when a run writes, and a plan writes nothing. The root's key is not needed: its own list, which is about signers alone, is made by
\`rackwright ca init\` and lasts as long as the root.

After \`rackwright ca init\` has made a new signer, all who verify need its list before the first certificate of it is shown: \`keep: complete\` brings that,
in a play of its own before others. Services read lists when they start or reload: notify a handler.`,
  properties: {
    path: { description: 'File of the lists, PEM.', type: 'string', aliases: ['dest', 'name'] },
    authority: {
      description: 'Directory of the authority on the controller, from the playbook’s directory.',
      type: 'string',
      authority: true,
    },
    keep: {
      description:
        '`current`: all that was revoked, and time enough. `complete`: a list of each authority, whatever it says; a file that is not there is not made.',
      type: 'string',
      enum: ['current', 'complete'],
      default: 'current',
    },
    days: { description: 'For how long lists are made.', type: 'integer', minimum: 2, maximum: 3650, default: 365 },
    mode: { description: 'Permissions of the file.', type: 'string', default: '0644' },
    owner: { description: 'Who owns it.', type: ['string', 'integer'], default: 'root' },
    group: { description: 'Its group.', type: ['string', 'integer'], default: 'root' },
  },
  required: ['path', 'authority'],
  examples: [
    `- name: who was taken back is refused
  revocation_list:
    path: /etc/ssl/site.crl
    authority: "{{ ca_directory }}"
  notify: reload haproxy`,
  ],
};
