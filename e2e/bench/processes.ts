import { readdirSync, readFileSync } from 'node:fs'

/** `cpuMs`: processor time that it has had so far, in the system too. */
export type Process = { pid: number; parent: number; command: string; cpuMs: number }

/** Of Linux, everywhere (proc(5), `_SC_CLK_TCK`). */
const tickMs = 10

const readProcess = (pid: number): Process | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return {
      pid,
      parent: Number(fields[1]),
      command: readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
      cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs,
    }
  } catch {
    // It has ended since it was listed.
    return null
  }
}

export const allProcesses = (): Process[] =>
  readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readProcess(Number(name)) ?? []) : []))

/** The browser of a profile, with all that it has started. */
export const browserOf = (profile: string): Process[] => {
  const all = allProcesses()
  const found = all.filter(({ command }) => command.includes(`--user-data-dir=${profile}`))
  for (const { pid } of found)
    found.push(...all.filter((other) => other.parent === pid && !found.some((known) => known.pid === other.pid)))
  return found
}
