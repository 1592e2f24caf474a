/** What somebody might do by hand, and as what the judge must count it. */
export const damages = [
  {
    host: 'db1',
    title: 'a word in a file',
    script: 'echo by hand >>/etc/motd',
    counts: 'changed',
  },
  {
    host: 'web1',
    title: 'a port that nobody declared',
    script: 'iptables -I RACKWRIGHT-INPUT -p tcp --dport 8888 -j ACCEPT',
    counts: 'failed',
  },
  {
    host: 'lb1',
    title: 'a key that everybody may read',
    script: 'chmod 0644 /etc/ssl/rackwright/site.key',
    counts: 'changed',
  },
] as const;
