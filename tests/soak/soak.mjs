import { runProgram } from '../support/run-program.mjs'

/** `npm run soak -- --minutes 10 --tablets 50 --store postgres|pglite|both --seed N --faults 'disk full,line down'` */
await runProgram(import.meta.dirname)
