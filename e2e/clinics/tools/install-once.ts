import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { toolsFolder } from '../folders.ts'
import { isSameProcess, type ProcessMark, readMark } from '../process-mark.ts'

const pollMs = 500

const holderOf = (lock: string): ProcessMark | null => {
  try {
    return JSON.parse(readFileSync(join(lock, 'holder.json'), 'utf8'))
  } catch {
    return null
  }
}

/** One installs, the others wait; a lock whose holder is gone is taken over. */
const withLock = async <T>(lock: string, work: () => Promise<T>): Promise<T> => {
  for (let tries = 0; ; tries += 1) {
    try {
      mkdirSync(lock)
      break
    } catch {
      const holder = holderOf(lock)
      // Between making the lock and naming its holder there is a moment.
      if (holder ? !isSameProcess(holder) : tries > 10) rmSync(lock, { recursive: true, force: true })
      else await sleep(pollMs)
    }
  }
  try {
    writeFileSync(join(lock, 'holder.json'), JSON.stringify(readMark(process.pid)))
    return await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/**
 * A folder of the tools cache that is complete or absent: `install` fills it, and a run that was killed meanwhile
 * leaves nothing that counts.
 */
export const installOnce = async (name: string, install: (folder: string) => Promise<void>): Promise<string> => {
  const folder = join(toolsFolder, name)
  const isComplete = () => existsSync(join(folder, 'complete'))
  if (isComplete()) return folder
  mkdirSync(toolsFolder, { recursive: true })
  await withLock(`${folder}.lock`, async () => {
    if (isComplete()) return
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    await install(folder)
    writeFileSync(join(folder, 'complete'), '')
  })
  return folder
}
