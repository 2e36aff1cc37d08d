import { execFileSync } from 'node:child_process'
import {
  closeSync,
  cpSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

/** A folder on a disk of its own that really is full, as the kernel says, and has space again. */
export type SmallDisk = Disposable & { fill(): void; empty(): void }

/** To mount is for the administrator of a machine. */
export const mayMount = process.getuid?.() === 0

const copy = (from: string, to: string) => cpSync(from, to, { recursive: true, preserveTimestamps: true })

const writeUntilFull = (path: string) => {
  const file = openSync(path, 'w')
  try {
    for (const piece of [1 << 20, blockBytes]) {
      try {
        for (const zeros = Buffer.alloc(piece); ; ) writeSync(file, zeros)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    }
  } finally {
    closeSync(file)
  }
}

const blockBytes = 4096

const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => Math.ceil(statSync(join(entry.parentPath, entry.name)).size / blockBytes + 1) * blockBytes)
    .reduce((sum, bytes) => sum + bytes, 0)

/**
 * With so much space beside what the folder has already, which is what other tests have left there. Nobody may have the
 * folder open when it goes there, nor when it comes back.
 */
export const putOnSmallDisk = (folder: string, spareBytes: number): SmallDisk => {
  const aside = `${folder}-aside`
  const filler = join(folder, 'filler')
  const sizeBytes = bytesIn(folder) + spareBytes
  renameSync(folder, aside)
  mkdirSync(folder, { mode: 0o700 })
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes},mode=0700`, 'tmpfs', folder])
  copy(aside, folder)
  return {
    fill: () => writeUntilFull(filler),
    empty: () => rmSync(filler, { force: true }),
    [Symbol.dispose]() {
      rmSync(filler, { force: true })
      rmSync(aside, { recursive: true, force: true })
      copy(folder, aside)
      execFileSync('umount', [folder])
      rmdirSync(folder)
      renameSync(aside, folder)
    },
  }
}
