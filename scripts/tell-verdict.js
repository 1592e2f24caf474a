/** A line for what was looked at, and below it what was wrong; one thing that was has the program end with 1. */
export function tellVerdict(title, wrong) {
  if (wrong.length > 0) process.exitCode = 1;
  console.log(`${wrong.length === 0 ? 'ok    ' : 'WRONG '} ${title}`);
  for (const each of wrong) console.log(`         ${each}`);
}
