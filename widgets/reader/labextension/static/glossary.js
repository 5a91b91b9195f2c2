// The one glossary of the course: terms of the field in a student's words.

export const GLOSSARY = {
  "Step 2 CK": "The second part of the US licensing exam, a day of multiple-choice questions about patients.",
  "Step 1": "The first part of the US licensing exam. Since January 2022 it is only passed or failed.",
  MSPE: "Medical Student Performance Evaluation: the letter of your school that sums up your record.",
  SLOE: "Standardized Letter of Evaluation: a form, used in emergency medicine above all, that ranks you among your peers.",
  ROL: "Rank order list: programs in your order, or applicants in a program's.",
  "rank order list": "Programs in the order in which you want them, or applicants in a program's order. The Match reads nothing else.",
  "rank order lists": "Programs in the order in which you want them, or applicants in a program's order. The Match reads nothing else.",
  SOAP: "Supplemental Offer and Acceptance Program: in Match Week, programs with open positions make offers to applicants without a match.",
  IMG: "International medical graduate: somebody whose medical school is outside the United States and Canada.",
  IMGs: "International medical graduates: those whose medical school is outside the United States and Canada.",
  NRMP: "National Resident Matching Program: the organization that runs the Match and writes its rules.",
  ERAS: "Electronic Residency Application Service: where applications are sent and read.",
  FERPA: "The US law on student records: what a school may tell about you without your written consent.",
  quota: "How many positions a program offers in the Match.",
  "pre-match": "An offer of a place before the Match. Only programs outside the Match may make one.",
  "All In": "The rule that a program in the Match fills all its positions through it.",
  "preference signal": "A mark you may send to a few programs with your application, which says that you mean it.",
  "preference signals": "Marks you may send to a few programs with your application, which say that you mean it.",
  certified: "A list is certified when it is final; what is not certified does not count.",
  "blocking pair": "An applicant and a program who would both rather have each other than what they got.",
};
