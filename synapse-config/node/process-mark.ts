import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A process as it can be recognised later: numbers are given out again, together with the start they are not. */
export type ProcessMark = { pid: number; startedAt: string }

const startOf = (pid: number): string | null => {
  try {
    // proc(5): the 22nd field; the second may contain spaces and ends with the last bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? null : (fields[19] ?? null)
  } catch {
    if (process.platform === 'linux') return null
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}

export const readMark = (pid: number): ProcessMark => ({ pid, startedAt: startOf(pid) ?? '' })

export const isSameProcess = ({ pid, startedAt }: ProcessMark): boolean =>
  startedAt !== '' && startOf(pid) === startedAt
