/** A browser's own small window with the picture that is large in the call, over whatever else is on the screen. */

export const canFloat = (): boolean => document.pictureInPictureEnabled === true

/** Of others, for nobody needs a window to see themselves. */
const shown = (): HTMLVideoElement | undefined => {
  const videos = [...document.querySelectorAll<HTMLVideoElement>('video[data-participant]:not([hidden])')]
  return (
    videos.find(({ dataset }) => dataset['large'] === 'true' && dataset['own'] !== 'true') ??
    videos.find(({ dataset }) => dataset['own'] !== 'true')
  )
}

/** Once more closes it. A browser may refuse it, which is no loss to the call. */
export const floatPicture = async (): Promise<void> => {
  try {
    if (document.pictureInPictureElement) await document.exitPictureInPicture()
    else await shown()?.requestPictureInPicture()
  } catch {
    // Said above.
  }
}
