import { readFileSync } from 'node:fs'

/** What processes need of the memory: code that several share counts once (proc(5), `smaps_rollup`). In bytes. */
export const sharedMemoryOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => {
    const [, kibiBytes] = /^Pss:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? []
    return sum + Number(kibiBytes ?? 0) * 1024
  }, 0)
