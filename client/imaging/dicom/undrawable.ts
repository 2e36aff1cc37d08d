/**
 * Why a picture is not drawn although its file is DICOM: no picture is better than a wrong one. `cut`: bytes are missing
 * at the end · `colours`, `hues`: in a way that would come out wrong · `film`: a film in one piece · `syntax`: compressed
 * in a way that nobody here knows.
 */
export type UndrawableReason = 'cut' | 'colours' | 'hues' | 'film' | 'syntax'

export class Undrawable extends Error {
  override name = 'Undrawable'
  readonly reason: UndrawableReason
  constructor(reason: UndrawableReason) {
    super(reason)
    this.reason = reason
  }
}

/** Null: nothing more is known than that it cannot be drawn. */
export const reasonIn = (error: unknown): UndrawableReason | null => (error instanceof Undrawable ? error.reason : null)
