#!/bin/sh
# Makes a bootable disk of a root file system without mounting anything: a small FAT partition with syslinux, the kernel
# and its first file system, and an ext4 partition. Arguments: the root file system, the qcow2 image to write.
set -eu
root=$1
image=$2
disk=$image.disk
boot=$image.boot
boot_mib=96
root_mib=3072
trap 'rm -f "$disk" "$boot"' EXIT

rm -f "$boot"
truncate -s ${boot_mib}M "$boot"
mkfs.vfat -h 2048 "$boot" > /dev/null
mcopy -i "$boot" "$(echo "$root"/boot/vmlinuz-*)" ::vmlinuz
mcopy -i "$boot" "$(echo "$root"/boot/initrd.img-*)" ::initrd.img
mcopy -i "$boot" - ::syslinux.cfg << 'END'
DEFAULT linux
LABEL linux
LINUX vmlinuz
INITRD initrd.img
APPEND root=LABEL=rackwright rw net.ifnames=0 quiet console=tty0 console=ttyS0
END
syslinux --install "$boot"

rm -f "$disk"
truncate -s $((1 + boot_mib + root_mib))M "$disk"
sfdisk -q "$disk" << END
label: dos
start=1MiB, size=${boot_mib}MiB, type=c, bootable
start=$((1 + boot_mib))MiB, type=83
END
dd if=/usr/lib/syslinux/mbr/mbr.bin of="$disk" conv=notrunc bs=440 count=1 status=none
dd if="$boot" of="$disk" conv=notrunc,sparse bs=1M seek=1 status=none
mke2fs -q -t ext4 -L rackwright -d "$root" -E offset=$(((1 + boot_mib) * 1048576)) "$disk" ${root_mib}M
# Vagrant copies the image several times over slow ways.
qemu-img convert -c -o compression_type=zstd -O qcow2 "$disk" "$image"
