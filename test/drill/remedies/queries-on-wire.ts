import type { Site } from '../../support/site.ts';

const marker = 'Rackwright-Marker-8c20d7';

/** Whether somebody who listens on db1 reads what web1 asks without TLS; who is refused has asked nothing. */
export async function queriesOnWire(site: Site): Promise<boolean> {
  await site.asRoot('db1', 'command -v tcpdump >/dev/null || apt-get -qq install -y tcpdump >/dev/null 2>&1');
  const heard = site.asRoot(
    'db1',
    `timeout 8 tcpdump -Z root -i any -n -U -s 0 -w /tmp/heard 'tcp port 3306' 2>/tmp/tcpdump || [ $? = 124 ] || cat /tmp/tcpdump >&2
[ $(stat -c %s /tmp/heard) -gt 500 ] && { grep -a -c ${marker} /tmp/heard || [ $? = 1 ]; }`,
  );
  await new Promise((resolve) => setTimeout(resolve, 4000));
  const client = "MYSQL_PWD='plain text' mariadb --no-defaults --skip-ssl -u plain";
  await site.asRoot('web1', `${client} -h ${site.address('db1')} -e "SELECT '${marker}'" >/dev/null 2>&1 || true`);
  return Number((await heard).trim()) > 0;
}
