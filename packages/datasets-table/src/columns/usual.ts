/** What columns are usually called, by what they say; without case and separators. */
export const usualNames = {
  image: [
    ...['image', 'imageid', 'imageindex', 'imagename', 'imagefile', 'imagefilename', 'imagepath', 'imageuid'],
    ...['file', 'filename', 'filepath', 'path', 'dicomid', 'sopinstanceuid'],
  ],
  label: [
    ...['label', 'labels', 'labelname', 'class', 'classname', 'category', 'categoryname'],
    ...[
      'finding',
      'findings',
      'findinglabel',
      'findinglabels',
      'abnormality',
      'pathology',
      'disease',
      'diagnosis',
    ],
  ],
  value: ['value', 'present', 'presence'],
  reader: [
    ...['reader', 'readerid', 'rad', 'radid', 'radiologist', 'radiologistid'],
    ...['annotator', 'annotatorid', 'rater', 'raterid'],
  ],
  patient: ['patient', 'patientid', 'subject', 'subjectid'],
  split: ['split', 'subset', 'partition'],
  imageWidth: ['imagewidth', 'imgwidth', 'framewidth', 'width'],
  imageHeight: ['imageheight', 'imgheight', 'frameheight', 'height'],
} as const;

export type Role = keyof typeof usualNames;
export const roles = Object.keys(usualNames) as Role[];

/** What the four columns of a box say. */
export const sides = ['x', 'y', 'w', 'h'] as const;
export const corners = ['xMin', 'yMin', 'xMax', 'yMax'] as const;
export type BoxRole = (typeof sides)[number] | (typeof corners)[number];

/** Names of columns by what they say. */
export type ColumnMap = Readonly<Partial<Record<Role | BoxRole, string>>>;

/** What columns of boxes are usually called, four by four. */
export const usualBoxes: readonly { readonly says: readonly BoxRole[]; readonly names: readonly string[] }[] =
  [
    { says: sides, names: ['x', 'y', 'w', 'h'] },
    { says: sides, names: ['x', 'y', 'width', 'height'] },
    { says: sides, names: ['left', 'top', 'width', 'height'] },
    { says: sides, names: ['xmin', 'ymin', 'width', 'height'] },
    { says: sides, names: ['bboxx', 'bboxy', 'bboxw', 'bboxh'] },
    { says: sides, names: ['bboxx', 'bboxy', 'bboxwidth', 'bboxheight'] },
    // As a header is cut in which one cell should read `Bbox [x,y,w,h]`.
    { says: sides, names: ['bboxx', 'y', 'w', 'h'] },
    { says: corners, names: ['xmin', 'ymin', 'xmax', 'ymax'] },
    { says: corners, names: ['minx', 'miny', 'maxx', 'maxy'] },
    { says: corners, names: ['x0', 'y0', 'x1', 'y1'] },
    { says: corners, names: ['x1', 'y1', 'x2', 'y2'] },
    { says: corners, names: ['left', 'top', 'right', 'bottom'] },
    { says: corners, names: ['bboxxmin', 'bboxymin', 'bboxxmax', 'bboxymax'] },
    { says: corners, names: ['bboxx1', 'bboxy1', 'bboxx2', 'bboxy2'] },
  ];
