/** What part of the values is spread over black to white, as DICOM and radiologists name it. */
export type Window = { centre: number; width: number }
/** The same as the values shown black and white. */
export type ValueRange = { lower: number; upper: number }

export type PresetName = 'softTissue' | 'lung' | 'bone' | 'brain'

/** In Hounsfield units, so for CT only. */
export const ctPresets: Record<PresetName, Window> = {
  softTissue: { centre: 40, width: 400 },
  lung: { centre: -600, width: 1500 },
  bone: { centre: 400, width: 2000 },
  brain: { centre: 40, width: 80 },
}
export const presetNames = ['softTissue', 'lung', 'bone', 'brain'] as const satisfies readonly PresetName[]

/** DICOM PS3.3 section C.11.2.1.2.1: below the one end all is black, above the other all is white. */
export const rangeOf = ({ centre, width }: Window): ValueRange => ({
  lower: centre - 0.5 - (width - 1) / 2,
  upper: centre - 0.5 + (width - 1) / 2,
})

export const windowOf = ({ lower, upper }: ValueRange): Window => ({
  centre: (lower + upper) / 2 + 0.5,
  width: Math.abs(upper - lower) + 1,
})

/** Right widens, down brightens less: the movement that people know from other viewers. `spread` is the range of the
 * picture's values, so that the same movement does as much on 8 bits as on 16. */
export const dragWindow = ({ centre, width }: Window, right: number, down: number, spread: number): Window => {
  const perPixel = Math.max(spread / 1024, 0.01)
  return { centre: centre + down * perPixel, width: Math.max(1, width + right * perPixel) }
}

export const presetOf = (window: Window): PresetName | null =>
  presetNames.find((name) => {
    const { centre, width } = ctPresets[name]
    return Math.abs(centre - window.centre) < 0.5 && Math.abs(width - window.width) < 0.5
  }) ?? null
