import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { toolsFolder } from '../folders.ts'
import { isSameProcess, type ProcessMark, readMark } from '../process-mark.ts'

const pollMs = 500

const holderOf = (lock: string): ProcessMark | null => {
  try {
    return JSON.parse(readFileSync(lock, 'utf8'))
  } catch {
    return null
  }
}

const isHeld = (lock: string): boolean => {
  const holder = holderOf(lock)
  return holder !== null && isSameProcess(holder)
}

/** The lock appears with its holder's name in it, or not at all. */
const tryLock = (lock: string): boolean => {
  const own = `${lock}.${process.pid}`
  writeFileSync(own, JSON.stringify(readMark(process.pid)))
  try {
    linkSync(own, lock)
    return true
  } catch {
    return false
  } finally {
    rmSync(own, { force: true })
  }
}

/** Moved aside first: of several who found it dead at the same time, nobody may remove the lock of the next holder. */
const removeDeadLock = (lock: string) => {
  const aside = `${lock}.${process.pid}.dead`
  try {
    renameSync(lock, aside)
    if (isHeld(aside)) linkSync(aside, lock)
  } catch {
    // Somebody else was first.
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

/** One installs, the others wait; a lock whose holder is gone is taken over. */
const withLock = async <T>(lock: string, work: () => Promise<T>): Promise<T> => {
  while (!tryLock(lock)) {
    if (isHeld(lock)) await sleep(pollMs)
    else removeDeadLock(lock)
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

/**
 * A folder of the tools cache that is complete or absent: `install` fills it, and a run that was killed meanwhile
 * leaves nothing that counts.
 */
export const installOnce = async (
  name: string,
  install: (folder: string) => Promise<void>,
  cache = toolsFolder,
): Promise<string> => {
  const folder = join(cache, name)
  const isComplete = () => existsSync(join(folder, 'complete'))
  if (isComplete()) return folder
  mkdirSync(cache, { recursive: true })
  await withLock(`${folder}.lock`, async () => {
    if (isComplete()) return
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    await install(folder)
    writeFileSync(join(folder, 'complete'), '')
  })
  return folder
}
