/** Where the patient's sides are: right, left, anterior, posterior, head, feet (DICOM PS3.3 section C.7.6.2.1.1). */
export type Edges = { top: string; right: string; bottom: string; left: string }

const opposite: Record<string, string> = { R: 'L', L: 'R', A: 'P', P: 'A', H: 'F', F: 'H' }
const turnedAround = (letters: string) => [...letters].map((letter) => opposite[letter] ?? '').join('')

/** The main direction first; a second letter where the slice is oblique. */
const lettersOf = (x: number, y: number, z: number): string =>
  [
    { size: Math.abs(x), letter: x < 0 ? 'R' : 'L' },
    { size: Math.abs(y), letter: y < 0 ? 'A' : 'P' },
    { size: Math.abs(z), letter: z < 0 ? 'F' : 'H' },
  ]
    .filter(({ size }) => size > 0.25)
    .sort((one, other) => other.size - one.size)
    .slice(0, 2)
    .map(({ letter }) => letter)
    .join('')

/** `cosines` is Image Orientation (Patient); quarter turns are clockwise. */
export const edgesOf = (cosines: readonly number[] | null, quarterTurns: number): Edges | null => {
  if (cosines?.length !== 6 || cosines.some((value) => !Number.isFinite(value))) return null
  const [rowX = 0, rowY = 0, rowZ = 0, columnX = 0, columnY = 0, columnZ = 0] = cosines
  const right = lettersOf(rowX, rowY, rowZ)
  const bottom = lettersOf(columnX, columnY, columnZ)
  const around = [turnedAround(bottom), right, bottom, turnedAround(right)]
  const at = (side: number) => around[(side - quarterTurns + 400) % 4] ?? ''
  return { top: at(0), right: at(1), bottom: at(2), left: at(3) }
}
