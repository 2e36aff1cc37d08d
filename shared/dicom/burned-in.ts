/** Ultrasound, fluoroscopy, endoscopy, photographs, screens: devices that write names into their pictures. */
const writesIntoPictures: readonly string[] = [
  'US',
  'IVUS',
  'XA',
  'RF',
  'ES',
  'GM',
  'XC',
  'OP',
  'OT',
  'SC',
  'NM',
  'HC',
  'DG',
  'ECG',
  'MG',
  'DX',
  'CR',
  'PX',
  'IO',
]
const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7'

export type Picture = { modality: string; sopClass: string; burnedIn: string; imageType: string; hasPixels: boolean }

/**
 * Whether somebody has to look for a name in the picture itself. What a device says of it (Burned In Annotation, PS3.3
 * section C.7.6.1) is believed only when it says yes.
 */
export const mayShowText = ({ modality, sopClass, burnedIn, imageType, hasPixels }: Picture): boolean =>
  hasPixels &&
  (burnedIn === 'YES' ||
    sopClass.startsWith(secondaryCapture) ||
    /SECONDARY|SCREEN/.test(imageType) ||
    writesIntoPictures.includes(modality))
