/**
 * Entries of the files of accounts, named as if they were files below these: `/etc/passwd/web`. So what steps touch and what facts
 * depend on is compared as with paths, and whoever reads or writes such a file as a whole is concerned by each entry.
 */
export const accountEntries = {
  user: (name: string) => `/etc/passwd/${name}`,
  password: (name: string) => `/etc/shadow/${name}`,
  group: (name: string) => `/etc/group/${name}`,
  groupPassword: (name: string) => `/etc/gshadow/${name}`,
} as const;

/** Where else names of accounts come from. */
export const nameServices = '/etc/nsswitch.conf';

/** What the names of an owner and a group depend on; a number stands for an account that has no name, and may get one. */
export function ownerEntries(owner: string | undefined, group: string | undefined): readonly string[] {
  const entry = (name: string, file: string, of: (name: string) => string): string =>
    /^\d+$/.test(name) ? file : of(name);
  return [
    ...(owner === undefined ? [] : [entry(owner, '/etc/passwd', accountEntries.user)]),
    ...(group === undefined ? [] : [entry(group, '/etc/group', accountEntries.group)]),
  ];
}
