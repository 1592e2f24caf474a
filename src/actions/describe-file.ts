import type { ListedFile } from '../facts/listed-file.ts';
import type { Arguments } from '../resource.ts';

/** A file in the words that Ansible's stat and find have for it. */
export function describeFile(file: ListedFile): Arguments {
  const bits = Number.parseInt(file.mode, 8);
  const has = (bit: number): boolean => (bits & bit) !== 0;
  return {
    path: file.path,
    mode: file.mode,
    isreg: file.type === 'file',
    isdir: file.type === 'directory',
    islnk: file.type === 'link',
    isfifo: file.type === 'pipe',
    issock: file.type === 'socket',
    ischr: file.type === 'character',
    isblk: file.type === 'block',
    uid: file.uid,
    gid: file.gid,
    pw_name: file.owner,
    gr_name: file.group,
    size: file.size,
    inode: Number(file.inode),
    dev: Number(file.device),
    nlink: file.links,
    atime: file.accessed,
    mtime: file.modified,
    ctime: file.changed,
    isuid: has(0o4000),
    isgid: has(0o2000),
    rusr: has(0o400),
    wusr: has(0o200),
    xusr: has(0o100),
    rgrp: has(0o040),
    wgrp: has(0o020),
    xgrp: has(0o010),
    roth: has(0o004),
    woth: has(0o002),
    xoth: has(0o001),
  };
}
