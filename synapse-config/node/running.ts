import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isSameProcess, type ProcessMark, readMark } from './process-mark.ts'
import { SetupError } from './setup-error.ts'

type Record = { owner: ProcessMark; parts: readonly ProcessMark[] }

const stopTimeoutMs = 15_000
const pollMs = 100

const read = (file: string): Record | null => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

const stopLeftover = async (mark: ProcessMark) => {
  if (!isSameProcess(mark)) return
  process.kill(mark.pid, 'SIGTERM')
  const until = Date.now() + stopTimeoutMs
  while (isSameProcess(mark) && Date.now() < until) await sleep(pollMs)
  if (isSameProcess(mark)) process.kill(mark.pid, 'SIGKILL')
}

const fileIn = (folder: string) => join(folder, 'running.json')

/** Somebody runs what is in the folder just now. */
export const isTaken = (folder: string): boolean => {
  const record = read(fileIn(folder))
  return record !== null && isSameProcess(record.owner)
}

/** Who runs the clinics of a folder, on disk, so that a run that was killed leaves nothing behind for the next. */
export type Running = { record(parts: readonly ProcessMark[]): void; release(): void }

/** Throws when another run is alive; ends what one that is gone has left. */
export const takeFolder = async (folder: string, say: (line: string) => void): Promise<Running> => {
  const file = fileIn(folder)
  const before = existsSync(file) ? read(file) : null
  if (before && isSameProcess(before.owner))
    throw new SetupError(`The clinics run already (process ${before.owner.pid}): stop that run first.`)
  const leftovers = (before?.parts ?? []).filter(isSameProcess)
  if (leftovers.length > 0) say('Ending what an interrupted run has left …')
  await Promise.all(leftovers.map(stopLeftover))
  const owner = readMark(process.pid)
  const write = (parts: readonly ProcessMark[]) => {
    writeFileSync(`${file}.new`, JSON.stringify({ owner, parts } satisfies Record))
    renameSync(`${file}.new`, file)
  }
  write([])
  return { record: write, release: () => rmSync(file, { force: true }) }
}
