"""How is an amount of money written in Chinese capitals (大写), so that nobody can add a stroke to it?

After 《支付结算办法》附一《正确填写票据和结算凭证的基本规定》: digits 零壹贰叁肆伍陆柒捌玖, units
拾佰仟万亿 and 元角分; 整 after 元 or 角 where nothing follows; one 零 for any run of noughts between digits.
"""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_MYRIADS = ("", "万", "亿", "万亿")
MOST = 10 ** (4 * len(_MYRIADS) + 2) - 1
"""The largest amount in fen that can be written."""


def in_capitals(fen: int) -> str:
    """An amount of ``fen`` (a hundredth of a yuan) in words: 壹仟零伍元贰角整 for 100520, 负 before a debt.

    ValueError beyond ``MOST`` either way.
    """
    if abs(fen) > MOST:
        raise ValueError(f"{fen} fen is more than can be written")
    yuan, rest = divmod(abs(fen), 100)
    jiao, odd = divmod(rest, 10)
    words = f"{_whole(yuan)}元" if yuan else ""
    if jiao:
        # 《规定》二(三): after a yuan that ends in nought, 零 may stand before 角; it is left out here.
        words += f"{_DIGITS[jiao]}角"
    elif odd and yuan:
        words += "零"
    words += f"{_DIGITS[odd]}分" if odd else "整"
    if not yuan and not rest:
        words = "零元整"
    return f"负{words}" if fen < 0 else words


def _whole(number: int) -> str:
    """A positive whole number in capitals, in groups of four digits from the right."""
    words, group, is_gap = "", 0, False
    while number:
        number, four = divmod(number, 10_000)
        if four:
            gap = "零" if is_gap else ""
            words = f"{_four(four)}{_MYRIADS[group]}{gap}{words}"
        # A nought stands between groups when the lower one does not fill its four places, or is empty.
        is_gap = bool(words) and four < 1000
        group += 1
    return words


def _four(number: int) -> str:
    """1 to 9,999."""
    words, is_gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            words += ("零" if is_gap else "") + _DIGITS[digit] + _PLACES[place]
            is_gap = False
        else:
            is_gap = bool(words)
    return words
