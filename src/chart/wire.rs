//! Protocol between the window and the drawing process: requests of fixed length, and answers that state their length.
//! Neither end trusts the other: a length is checked against its limit before memory is reserved.
//!
//! Must not know: how a page is drawn, or who waits for it.

use std::io::{self, Read, Write};

use super::page::{MOST_PAGES, MOST_PIXELS, PageSize, Picture, Word};
use super::trouble::DrawingError;
use crate::case::Region;
use crate::platform::Confinement;

/// The longest text of a word, in bytes.
const LONGEST_WORD: usize = 1000;
/// The longest answer, in bytes: a picture, or the words of a page.
const LONGEST: u64 = 4 * MOST_PIXELS + (1 << 20);

/// A request for something of a page; pages count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DrawingRequest {
    /// Its picture, about this many pixels wide.
    Picture {
        /// The page.
        page: u32,
        /// The width.
        width_px: u32,
    },
    /// Its words.
    Words {
        /// The page.
        page: u32,
    },
}

/// An answer.
#[derive(Clone, PartialEq)]
pub(super) enum Response {
    /// The first answer: how the process is confined.
    Confined(Confinement),
    /// The document is open, with the size of each page.
    Open(Vec<PageSize>),
    /// A page.
    Picture(Picture),
    /// The words of a page.
    Words(Vec<Word>),
    /// An error.
    DrawingError(DrawingError),
}

impl DrawingRequest {
    pub(super) fn write(self, to: &mut impl Write) -> io::Result<()> {
        let (kind, page, width_px) = match self {
            Self::Picture { page, width_px } => (0, page, width_px),
            Self::Words { page } => (1, page, 0_u32),
        };
        to.write_all(&[&[kind][..], &page.to_le_bytes(), &width_px.to_le_bytes()].concat())?;
        to.flush()
    }

    /// Reads the next request; `None` at the end of the input.
    pub(super) fn read(from: &mut impl Read) -> io::Result<Option<Self>> {
        let mut kind = [0];
        if from.read(&mut kind)? == 0 {
            return Ok(None);
        }
        let (page, width_px) = (number(from)?, number(from)?);
        match kind {
            [0] => Ok(Some(Self::Picture { page, width_px })),
            [1] => Ok(Some(Self::Words { page })),
            _ => Err(garbled()),
        }
    }
}

impl Response {
    pub(super) fn write(&self, to: &mut impl Write) -> io::Result<()> {
        let (kind, bytes) = match self {
            Self::Open(sizes) => (
                0,
                sizes.iter().flat_map(|size| [size.width.to_le_bytes(), size.height.to_le_bytes()].concat()).collect(),
            ),
            Self::Picture(picture) => {
                let sides = [picture.width.to_le_bytes(), picture.height.to_le_bytes()].concat();
                (1, [&sides[..], &picture.rgba].concat())
            }
            Self::Words(words) => (2, words.iter().flat_map(word_bytes).collect()),
            Self::DrawingError(trouble) => (3, vec![trouble.number()]),
            Self::Confined(Confinement { files, calls }) => (4, vec![u8::from(*files) | u8::from(*calls) << 1]),
        };
        to.write_all(&[kind])?;
        to.write_all(&(bytes.len() as u64).to_le_bytes())?;
        to.write_all(&bytes)?;
        to.flush()
    }

    pub(super) fn read(from: &mut impl Read) -> io::Result<Self> {
        let (mut kind, mut length) = ([0], [0; 8]);
        from.read_exact(&mut kind)?;
        from.read_exact(&mut length)?;
        let length = u64::from_le_bytes(length);
        let most = match kind {
            [0] => 8 * MOST_PAGES as u64,
            [1 | 2] => LONGEST,
            [3 | 4] => 1,
            _ => return Err(garbled()),
        };
        if length > most {
            return Err(garbled());
        }
        // Memory is reserved as bytes arrive, not as announced.
        let mut bytes = Vec::new();
        from.take(length).read_to_end(&mut bytes)?;
        if bytes.len() as u64 != length {
            return Err(garbled());
        }
        match kind {
            [0] => sizes(&bytes).map(Self::Open),
            [1] => picture(bytes).map(Self::Picture),
            [2] => words(&bytes).map(Self::Words),
            [3] => bytes.first().and_then(|number| DrawingError::numbered(*number)).map(Self::DrawingError),
            _ => bytes.first().and_then(|bits| confinement(*bits)).map(Self::Confined),
        }
        .ok_or_else(garbled)
    }
}

fn garbled() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

fn number(from: &mut impl Read) -> io::Result<u32> {
    let mut bytes = [0; 4];
    from.read_exact(&mut bytes)?;
    Ok(u32::from_le_bytes(bytes))
}

fn confinement(bits: u8) -> Option<Confinement> {
    (bits < 4).then_some(Confinement { files: bits & 1 != 0, calls: bits & 2 != 0 })
}

fn sizes(bytes: &[u8]) -> Option<Vec<PageSize>> {
    let side = |bytes: &[u8]| Some(f32::from_le_bytes(bytes.try_into().ok()?));
    let size = |bytes: &[u8]| Some(PageSize { width: side(bytes.get(..4)?)?, height: side(bytes.get(4..)?)? });
    if bytes.is_empty() || !bytes.len().is_multiple_of(8) {
        return None;
    }
    let sizes: Vec<PageSize> = bytes.chunks_exact(8).map(size).collect::<Option<_>>()?;
    sizes.iter().all(|size| size.is_possible()).then_some(sizes)
}

fn picture(mut bytes: Vec<u8>) -> Option<Picture> {
    let side = |from: usize| Some(u32::from_le_bytes(bytes.get(from..from + 4)?.try_into().ok()?));
    let (width, height) = (side(0)?, side(4)?);
    let pixels = u64::from(width) * u64::from(height);
    // The product of two large sides can overflow.
    if pixels == 0 || pixels.checked_mul(4) != Some(bytes.len() as u64 - 8) {
        return None;
    }
    bytes.drain(..8);
    Some(Picture { width, height, rgba: bytes })
}

fn word_bytes(word: &Word) -> Vec<u8> {
    let Region { left, top, right, bottom } = word.region;
    let text = word.text.as_bytes();
    let length = u16::try_from(text.len()).ok().filter(|length| usize::from(*length) <= LONGEST_WORD);
    // A word that is too long is left out.
    let Some(length) = length else { return Vec::new() };
    [left, top, right, bottom, length]
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .chain(text.iter().copied())
        .collect()
}

fn words(mut bytes: &[u8]) -> Option<Vec<Word>> {
    let mut words = Vec::new();
    while !bytes.is_empty() {
        let number = |place: usize| Some(u16::from_le_bytes(bytes.get(2 * place..2 * place + 2)?.try_into().ok()?));
        let region = Region { left: number(0)?, top: number(1)?, right: number(2)?, bottom: number(3)? };
        let end = 10 + usize::from(number(4)?);
        let text = String::from_utf8(bytes.get(10..end)?.to_vec()).ok()?;
        words.push(Word { text, region });
        bytes = bytes.get(end..)?;
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there_and_back(answer: &Response) -> Response {
        let mut bytes = Vec::new();
        answer.write(&mut bytes).unwrap();
        Response::read(&mut &bytes[..]).unwrap()
    }

    #[test]
    fn what_is_said_arrives() {
        let region = Region { left: 1, top: 2, right: 3, bottom: 4 };
        let words = vec![Word { text: "Schmerz".to_owned(), region }, Word { text: "über 50 %".to_owned(), region }];
        let picture = Picture { width: 2, height: 1, rgba: vec![0, 1, 2, 3, 4, 5, 6, 7] };
        for answer in [
            Response::Open(vec![PageSize::LETTER; 3]),
            Response::Picture(picture),
            Response::Words(words),
            Response::Words(Vec::new()),
            Response::DrawingError(DrawingError::TooSlow),
            Response::Confined(Confinement::default()),
            Response::Confined(Confinement { files: true, calls: false }),
            Response::Confined(Confinement { files: false, calls: true }),
        ] {
            assert!(there_and_back(&answer) == answer);
        }
        let mut bytes = Vec::new();
        let requests = [DrawingRequest::Picture { page: 72, width_px: 1275 }, DrawingRequest::Words { page: 0 }];
        requests.iter().for_each(|request| request.write(&mut bytes).unwrap());
        let mut from = &bytes[..];
        for request in requests {
            assert_eq!(DrawingRequest::read(&mut from).unwrap(), Some(request));
        }
        assert_eq!(DrawingRequest::read(&mut from).unwrap(), None);
    }

    #[test]
    fn what_no_process_of_ours_says_is_refused_before_room_is_made_for_it() {
        let answer = |kind: u8, length: u64, bytes: &[u8]| {
            let all = [&[kind][..], &length.to_le_bytes(), bytes].concat();
            Response::read(&mut &all[..]).is_err()
        };
        assert!(answer(1, u64::MAX, b"") && answer(1, LONGEST + 1, b"") && answer(1, LONGEST, b"short"));
        assert!(
            answer(9, 0, b"")
                && answer(3, 1, &[200])
                && answer(3, 0, b"")
                && answer(4, 0, b"")
                && answer(4, 1, &[4])
                && answer(0, 0, b"")
                && answer(0, 7, &[0; 7])
        );
        assert!(answer(0, 8, &[0; 8]), "a page of no size");
        assert!(answer(1, 8, &[0; 8]), "a picture of no pixels");
        let sides = [u32::MAX.to_le_bytes(), u32::MAX.to_le_bytes()].concat();
        assert!(answer(1, 8, &sides) && answer(2, 3, b"abc") && answer(2, 12, &[255; 12]));
        assert!(Response::read(&mut &b""[..]).is_err());
    }
}
