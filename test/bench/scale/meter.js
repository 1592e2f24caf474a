// Loaded with `node --import` into the program that is measured: writes what it has used to $METER_FILE when it ends.
import { readFileSync, writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  // Fields 16 and 17: the time of children that were waited for, in ticks of 10 ms.
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
  const childrenMs = (Number(fields[13]) + Number(fields[14])) * 10;
  const cpuMs = (userCPUTime + systemCPUTime) / 1000;
  writeFileSync(process.env.METER_FILE, JSON.stringify({ cpuMs, childrenMs, rssKb: maxRSS }));
});
