/**
 * Makes a lab host ready for the play: a package archive on the host itself, so that installing is real but needs no network, and
 * what the handlers run: it notes the run, the handler and a digest of what it saw.
 */
export const prepareScript = String.raw`set -e
apt-get -qq --no-install-recommends install cron >/dev/null 2>&1
systemctl enable --quiet cron
# The disk of the lab is everybody's.
echo force-unsafe-io >/etc/dpkg/dpkg.cfg.d/fleet
mkdir -p /etc/fleet /srv/archive
chmod 755 /etc/fleet
echo old >/etc/fleet-old.conf
package() {
  root=/tmp/$1
  mkdir -p "$root/DEBIAN" "$root/usr/share/$1"
  echo "$1" >"$root/usr/share/$1/content"
  printf 'Package: %s\nVersion: 1.0\nArchitecture: all\nMaintainer: Fleet <fleet@example.org>\nDescription: part of the fleet\n' "$1" >"$root/DEBIAN/control"
}
package fleet-tool
package fleet-docs
package fleet-agent
mkdir -p /tmp/fleet-agent/lib/systemd/system /tmp/fleet-agent/etc
echo 'interval = 3' >/tmp/fleet-agent/etc/fleet-agent.conf
echo /etc/fleet-agent.conf >/tmp/fleet-agent/DEBIAN/conffiles
printf '[Service]\nExecStart=/bin/sleep infinity\n[Install]\nWantedBy=multi-user.target\n' >/tmp/fleet-agent/lib/systemd/system/fleet-agent.service
printf '#!/bin/sh\nsleep 0.3\nsystemctl daemon-reload\n' >/tmp/fleet-agent/DEBIAN/postinst
chmod 755 /tmp/fleet-agent/DEBIAN/postinst
cd /srv/archive
for name in fleet-tool fleet-docs fleet-agent; do
  dpkg-deb --root-owner-group -b "/tmp/$name" . >/dev/null
  rm -rf "/tmp/$name"
  deb=$(echo "$name"_*.deb)
  dpkg-deb -f "$deb"
  printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' "$deb" "$(stat -c %s "$deb")" "$(sha256sum "$deb" | cut -d' ' -f1)"
done >Packages
rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*
echo 'deb [trusted=yes] file:/srv/archive ./' >/etc/apt/sources.list
apt-get -qq update
cat >/usr/local/sbin/fleet-note <<'END'
#!/bin/sh
run=$1 name=$2
shift 2
echo "$run $name $(cat /dev/null "$@" 2>/dev/null | sha256sum | cut -c1-16)" >>/var/log/fleet-handlers
END
chmod 755 /usr/local/sbin/fleet-note
# The next boot is a first one again: another address.
rm -rf /var/lib/rackwright-lab`;
