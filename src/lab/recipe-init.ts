/** Where {@link initScript} lies in the image. */
export const initPath = '/usr/local/sbin/lab-init';

/**
 * What a host's container starts before systemd: it makes a container behave as a machine where they differ.
 *
 * - The engine mounts its own /etc/hostname, /etc/hosts and /etc/resolv.conf. A mount cannot be replaced by rename, as
 *   every configuration tool does; so they become plain files, with the engine's content at the first boot.
 * - Host keys are made at the first boot, so that no two hosts share them.
 * - The engine keeps the network namespace over a reboot. A machine forgets its firewall rules, addresses, routes and
 *   network sysctls unless they were made to last: so the first boot notes them, and later ones return to them.
 * - `poweroff` ends the container with a signal too, and the engine starts it again; the note of the shutdown hook says
 *   that it is to stay off.
 */
export const initScript = `#!/bin/sh
PATH=/usr/sbin:/usr/bin:/sbin:/bin
state=/var/lib/rackwright-lab
mkdir -p "$state"

if [ -e "$state/poweroff" ]; then
  rm -f "$state/poweroff"
  exit 0
fi

for name in hostname hosts resolv.conf; do
  grep -q " /etc/$name " /proc/mounts || continue
  given=$(cat "/etc/$name")
  umount "/etc/$name" || continue
  [ -e "$state/booted" ] || printf '%s\\n' "$given" > "/etc/$name"
done
if [ -n "\${LAB_NAME_SERVERS:-}" ] && [ ! -e "$state/booted" ]; then
  for server in $LAB_NAME_SERVERS; do printf 'nameserver %s\\n' "$server"; done > /etc/resolv.conf
fi
unset LAB_NAME_SERVERS

# The kernel's is the controller's and does not change; by it programs know that a machine has rebooted.
cat /proc/sys/kernel/random/uuid > /run/boot-id
mount --bind /run/boot-id /proc/sys/kernel/random/boot_id

if [ -e "$state/booted" ]; then
  nft flush ruleset
  for link in $(ip -o link show | sed -n 's/^[0-9]*: \\([^:@]*\\).*/\\1/p'); do
    case $link in lo | eth0) ;; *) ip link delete "$link" 2> /dev/null ;; esac
  done
  ip address show dev eth0 | sed -n 's/^ *inet \\([^ ]*\\).*/\\1/p' | while read -r address; do
    grep -qxF "$address" "$state/addresses" || ip address delete "$address" dev eth0
  done
  ip route flush table main
  ip link set eth0 up
  while read -r route; do
    # shellcheck disable=SC2086 # a route is several words
    ip route replace $route
  done < "$state/routes"
  sysctl -q -e -p "$state/sysctls" 2> /dev/null
else
  # The engine's own view of the controller's loopback names would be wrong here.
  sed -i -e '/^127\\./d' -e '/^::1[[:space:]]/d' -e '/\\.containers\\.internal/d' -e '/host\\.docker\\.internal/d' /etc/hosts
  sed -i -e '1i 127.0.0.1\\tlocalhost' -e '1i ::1\\tlocalhost ip6-localhost ip6-loopback' /etc/hosts
  # A new namespace copies this from the controller, which forwards for its containers.
  sysctl -q -w net.ipv4.ip_forward=0
  ip address show dev eth0 | sed -n 's/^ *inet \\([^ ]*\\).*/\\1/p' > "$state/addresses"
  # Routes of the kernel's own first: the others' gateways are reached through them.
  { ip route show proto kernel; ip route show | grep -v 'proto kernel'; } > "$state/routes"
  sysctl -a -r '^net\\.(core|ipv4|ipv6)\\.' 2> /dev/null | grep -v -e '\\.flush =' -e '\\.stable_secret =' > "$state/sysctls"
  ssh-keygen -q -t ed25519 -N '' -C "root@$(cat /etc/hostname)" -f /etc/ssh/ssh_host_ed25519_key
  ssh-keygen -q -t ecdsa -N '' -C "root@$(cat /etc/hostname)" -f /etc/ssh/ssh_host_ecdsa_key
  : > "$state/booted"
fi
exec /sbin/init
`;

/** Where {@link shutdownHook} lies in the image: systemd runs what is there as its last act, with the kind of shutdown. */
export const shutdownHookPath = '/usr/lib/systemd/system-shutdown/lab-poweroff';

export const shutdownHook = `#!/bin/sh
case $1 in poweroff | halt) : > /var/lib/rackwright-lab/poweroff ;; esac
`;
