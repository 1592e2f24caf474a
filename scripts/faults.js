// `npm run faults`: disturbs runs on lab hosts at every step and tells what came of it (test/faults). See docs/safety.md.
const { main } = await import('../test/faults/main.ts');
process.exitCode = await main(process.argv.slice(2));
