import type { ArgumentsSchema } from '../../arguments.ts';

export const localeArguments: ArgumentsSchema = {
  summary: 'Makes locales, and sets the default one.',
  details: `A locale is there when its line in /etc/locale.gen is active and \`locale -a\` lists it: both are compared and read back, so that one
which was only made by hand, or only listed, is put right. Names may be spelled \`de_DE.UTF-8\` or \`de_DE.utf8\`. \`locale-gen\` (Debian's
package \`locales\`) does the work; with \`state: absent\` it makes all others again, which takes its time.

\`default\` is what Ansible's \`locale_gen\` does not have: the language of logins and services, in /etc/default/locale on Debian and
/etc/locale.conf elsewhere. It holds for sessions and services that start afterwards. A default that is not there is refused.

Where locales come as packages (Red Hat's \`glibc-langpack-de\`) only \`default\` works; install the package by \`package\`.`,
  properties: {
    name: {
      description: 'The locales.',
      type: ['string', 'array'],
      items: { description: 'One locale: `de_DE.UTF-8`.', type: 'string' },
    },
    state: {
      description: 'Whether the locales are there.',
      type: 'string',
      enum: ['present', 'absent'],
      default: 'present',
    },
    default: {
      description: 'The value of `LANG`, or a map of `LANG`, `LANGUAGE` and `LC_…` variables. Others are left alone.',
      type: ['string', 'object'],
      additionalProperties: { description: 'A locale.', type: 'string' },
    },
  },
  oneOf: [['name'], ['default']],
  freeForm: 'name',
  examples: [
    `- name: German and English, German unless said otherwise
  locale:
    name: [de_DE.UTF-8, en_GB.UTF-8]
    default: de_DE.UTF-8`,
    `- name: English texts, German dates
  locale:
    name: [de_DE.UTF-8]
    default: {LANG: C.UTF-8, LC_TIME: de_DE.UTF-8}`,
  ],
};
