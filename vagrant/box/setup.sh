#!/bin/sh
# Makes a bare Debian a Vagrant box. Runs as root inside the new system, before its first boot.
# Arguments: the public key that opens the box, then the packages whose files apt's cache is to hold.
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
key=$1
shift

useradd --create-home --user-group --shell /bin/bash vagrant
install -d -m 700 -o vagrant -g vagrant /home/vagrant/.ssh
printf '%s\n' "$key" > /home/vagrant/.ssh/authorized_keys
chown vagrant:vagrant /home/vagrant/.ssh/authorized_keys
chmod 600 /home/vagrant/.ssh/authorized_keys
printf 'vagrant ALL=(ALL:ALL) NOPASSWD: ALL\n' > /etc/sudoers.d/vagrant
chmod 440 /etc/sudoers.d/vagrant

printf 'debian\n' > /etc/hostname
printf '127.0.0.1\tlocalhost\n127.0.1.1\tdebian\n::1\tlocalhost ip6-localhost ip6-loopback\n' > /etc/hosts
printf 'LABEL=rackwright / ext4 errors=remount-ro,noatime 0 1\n' > /etc/fstab
printf 'auto lo\niface lo inet loopback\n\nallow-hotplug eth0\niface eth0 inet dhcp\n' > /etc/network/interfaces

# Emulated processors unpack slowly, so the first file system holds the drivers of these machines alone.
printf '%s\n' virtio_pci virtio_blk virtio_scsi ahci ata_piix sd_mod ext4 > /etc/initramfs-tools/modules
printf 'MODULES=list\n' > /etc/initramfs-tools/conf.d/rackwright
update-initramfs -u

# Not installed: a play installs them for real, but without a download.
update-ca-certificates
apt-get -q update
apt-get -q install -y --download-only "$@"
apt-cache gencaches

# Machines made from the box share no identity: each makes its own keys at its first boot, before sshd reads them.
rm -f /etc/ssh/ssh_host_*
mkdir -p /etc/systemd/system/ssh.service.d
cat > /etc/systemd/system/ssh.service.d/keys.conf << 'END'
[Service]
ExecStartPre=
ExecStartPre=/bin/sh -c 'for type in ed25519 ecdsa; do f=/etc/ssh/ssh_host_$${type}_key; [ -s $$f ] || ssh-keygen -q -t $$type -N "" -f $$f; done'
ExecStartPre=/usr/sbin/sshd -t
END
: > /etc/machine-id
rm -f /var/lib/dbus/machine-id

# Their jobs would take dpkg's lock at random moments.
systemctl mask apt-daily.timer apt-daily-upgrade.timer

# The name servers are those that the network tells.
rm -f /etc/resolv.conf
