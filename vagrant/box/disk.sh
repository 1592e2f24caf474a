#!/bin/sh
# Makes a bootable disk of a root file system without mounting anything: a small FAT partition with syslinux, the kernel
# and its first file system, and an ext4 partition. Arguments: the root file system, the qcow2 image to write.
set -eu
root=$1
image=$2
raw=$image.raw
mib=1048576
boot_mib=96
root_mib=3072
trap 'rm -f "$raw"' EXIT

rm -f "$raw"
truncate -s $(((1 + boot_mib + root_mib) * mib)) "$raw"
sfdisk -q "$raw" << END
label: dos
start=1MiB, size=${boot_mib}MiB, type=c, bootable
start=$((1 + boot_mib))MiB, type=83
END

mkfs.vfat --offset=2048 "$raw" $((boot_mib * 1024)) > /dev/null
export MTOOLS_SKIP_CHECK=1
mcopy -i "$raw@@1M" "$(echo "$root"/boot/vmlinuz-*)" ::vmlinuz
mcopy -i "$raw@@1M" "$(echo "$root"/boot/initrd.img-*)" ::initrd.img
mcopy -i "$raw@@1M" - ::syslinux.cfg << 'END'
DEFAULT linux
LABEL linux
LINUX vmlinuz
INITRD initrd.img
APPEND root=LABEL=rackwright rw net.ifnames=0 quiet console=tty0 console=ttyS0
END
syslinux --install --offset $mib "$raw"
dd if=/usr/lib/syslinux/mbr/mbr.bin of="$raw" conv=notrunc bs=440 count=1 status=none

mke2fs -q -t ext4 -L rackwright -d "$root" -E offset=$(((1 + boot_mib) * mib)) "$raw" ${root_mib}M
qemu-img convert -O qcow2 "$raw" "$image"
