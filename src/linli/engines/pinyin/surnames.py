"""How are surnames read that are spoken differently from the same characters elsewhere?"""

import re

# Character(s) followed by syllables with tone; several readings are all in use, the first is the usual one.
_TABLE = """
单shan4 解xie4 仇qiu2 查zha1 区ou1 曾zeng1 盖ge3,gai4 朴piao2,pu3 任ren2 华hua4 缪miao4,mou2 乐yue4,le4
覃qin2,tan2 翟zhai2,di2 员yun4 贠yun4 黑he4 折she2 召shao4 种chong2 冼xian3 洗xian3 瞿qu2 隗wei3,kui2
郇xun2,huan2 訾zi1 燕yan1 应ying1 宁ning4,ning2 甯ning4 纪ji3 葛ge3 句gou1 勾gou1 晁chao2 谌chen2,shen4
厍she4 乜nie4 佴nai4 钭tou3 逄pang2 祭zhai4 繁po2 薄bo2 柏bai3,bo2 秘bi4 费fei4,bi4 卜bu3 都du1 盛sheng4
过guo1 哈ha3 能nai4 那na1 宓mi4,fu2 牟mou2,mu4 莘shen1,xin1 眭sui1 粘nian2 藏zang4 臧zang1 占zhan1 相xiang4
於yu1 阙que1 阚kan4 尉wei4,yu4 洼wa1 角jue2 仉zhang3 曲qu1 干gan1 幺yao1 宿su4 郗xi1,chi1 郄qie4,xi4
称cheng1 逯lu4 笪da2 昝zan3 隋sui2 睢sui1 呙guo1 苻fu2 贾jia3 车che1 沈shen3 石shi2 叶ye4 强qiang2 撒sa4
适kuo4 妫gui1 术zhu2 褚chu3 佘she2 行xing2 大da4 俞yu2 万wan4 六lu4 令ling4 藉ji2 禚zhuo2 冒mao4 兴xing1
重chong2 长zhang3 景jing3 宗zong1 广guang3 牛niu2 别bie2 尹yin3 谷gu3 铁tie3 便pian2 载zai4 朝chao2 弹dan4
将jiang3 少shao4 首shou3 参shen1 泠ling2 呼hu1 丁ding1 红hong2 校jiao4 鲜xian3,xian1 圈juan4 尧yao2 祢mi2
邸di3 矫jiao3 教jiao4 柴chai2 佼jiao3 戚qi1 曷he2 桂gui4 冯feng2 江jiang1 單shan4 區ou1 蓋ge3,gai4 樸piao2
華hua4 繆miao4 樂yue4,le4 員yun4 種chong2 應ying1 寧ning4,ning2 紀ji3 諶chen2,shen4 費fei4 車che1 葉ye4
萬wan4 閻yan2 賈jia3 過guo1 適kuo4 闞kan4 闕que1 強qiang2 尉迟yu4+chi2 尉遲yu4+chi2 万俟mo4+qi2
长孙zhang3+sun1 長孫zhang3+sun1 令狐ling2+hu2 澹台tan2+tai2 澹臺tan2+tai2 鲜于xian1+yu2 亓官qi2+guan1
皇甫huang2+fu3 呼延hu1+yan2 夏侯xia4+hou2 乐正yue4+zheng4 仲孙zhong4+sun1 濮阳pu2+yang2 濮陽pu2+yang2
公冶gong1+ye3 单于chan2+yu2 宰父zai3+fu3 夹谷jia2+gu3 段干duan4+gan1 相里xiang4+li3 哥舒ge1+shu1
拓跋tuo4+ba2 第五di4+wu3 独孤du2+gu1 獨孤du2+gu1 叶赫那拉ye4+he4+na4+la1
"""

_ENTRY = re.compile(r"([^\x00-\x7f]+)([a-z0-9,+]+)")

SURNAME_READINGS: dict[str, tuple[tuple[str, ...], ...]] = {
    entry[1]: tuple(tuple(syllable.split(",")) for syllable in entry[2].split("+"))
    for entry in _ENTRY.finditer(_TABLE)
}
"""For each character of a surname its readings as syllable and tone digit, the usual one first."""
