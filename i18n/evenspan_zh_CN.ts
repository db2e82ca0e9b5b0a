<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>CommandPalette</name>
    <message>
        <source>Search documents or type a command</source>
        <translation>搜索文档，或输入命令</translation>
    </message>
    <message>
        <source>Search and commands</source>
        <translation>搜索与命令</translation>
    </message>
    <message>
        <source>Search and commands  (Ctrl+K)</source>
        <translation>搜索与命令  (Ctrl+K)</translation>
    </message>
    <message>
        <source>Matching commands</source>
        <translation>匹配的命令</translation>
    </message>
    <message>
        <source>Find documents with “%1”</source>
        <translation>查找含“%1”的文档</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
</context>
<context>
    <name>DocumentView</name>
    <message>
        <source>Text of the document</source>
        <translation>文档正文</translation>
    </message>
    <message>
        <source>Choose a document to read it here.</source>
        <translation>在左侧选一篇文档，正文显示在这里。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entities</source>
        <translation>
            <numerusform>%Ln 个实体</numerusform>
        </translation>
    </message>
    <message>
        <source>the first %1 characters</source>
        <translation>仅显示前 %1 个字符</translation>
    </message>
</context>
<context>
    <name>DocumentsModel</name>
    <message>
        <source>Unseen</source>
        <translation>未处理</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>有建议</translation>
    </message>
    <message>
        <source>In work</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>已复核</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>有争议</translation>
    </message>
    <message>
        <source>No split</source>
        <translation>未划分</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>实体</translation>
    </message>
</context>
<context>
    <name>ErrorBanner</name>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Copy the details of this message</source>
        <translation>复制这条消息的详情</translation>
    </message>
    <message>
        <source>Hide this message</source>
        <translation>收起这条消息</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>Something went wrong inside the program</source>
        <translation>程序内部出错</translation>
    </message>
    <message>
        <source>Try again; if it comes back, report it with the details.</source>
        <translation>请重试；如再次出现，请附上详情反馈。</translation>
    </message>
    <message>
        <source>This cannot be done as asked</source>
        <translation>无法按要求执行</translation>
    </message>
    <message>
        <source>Change what was entered and try again.</source>
        <translation>请修改输入后重试。</translation>
    </message>
    <message>
        <source>Something that is needed is not there</source>
        <translation>找不到所需的内容</translation>
    </message>
    <message>
        <source>Check the name and the path.</source>
        <translation>请检查名称和路径。</translation>
    </message>
    <message>
        <source>Something of this name exists already</source>
        <translation>已有同名内容</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请换一个名称。</translation>
    </message>
    <message>
        <source>A file could not be read or written</source>
        <translation>无法读写文件</translation>
    </message>
    <message>
        <source>Check the disk and the path.</source>
        <translation>请检查磁盘和路径。</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Free some space and try again; nothing was changed.</source>
        <translation>请腾出空间后重试；没有任何改动。</translation>
    </message>
    <message>
        <source>This place cannot be written to</source>
        <translation>此处无法写入</translation>
    </message>
    <message>
        <source>Copy the project to a folder that you may write to.</source>
        <translation>请把项目复制到可以写入的文件夹。</translation>
    </message>
    <message>
        <source>It is in use already</source>
        <translation>正被占用</translation>
    </message>
    <message>
        <source>Close it there, or wait until it is done.</source>
        <translation>请在别处关闭它，或等它完成。</translation>
    </message>
    <message>
        <source>A file is damaged</source>
        <translation>文件已损坏</translation>
    </message>
    <message>
        <source>Keep it as it is and go back to a backup.</source>
        <translation>请保留原文件，并改用备份。</translation>
    </message>
    <message>
        <source>This file belongs to another program</source>
        <translation>这是其他程序的文件</translation>
    </message>
    <message>
        <source>Choose a file that ends in .evenspan.</source>
        <translation>请选择以 .evenspan 结尾的文件。</translation>
    </message>
    <message>
        <source>This was written by a newer version</source>
        <translation>由更新的版本写成</translation>
    </message>
    <message>
        <source>Install the newer version to change it.</source>
        <translation>请安装新版本后再修改。</translation>
    </message>
    <message>
        <source>The text is not UTF-8</source>
        <translation>文本不是 UTF-8 编码</translation>
    </message>
    <message>
        <source>Save the file as UTF-8 and try again.</source>
        <translation>请把文件另存为 UTF-8 后重试。</translation>
    </message>
    <message>
        <source>The file does not follow its format</source>
        <translation>文件不符合格式</translation>
    </message>
    <message>
        <source>Mend the line that is named, or choose another format.</source>
        <translation>请修改所指的行，或选择其他格式。</translation>
    </message>
    <message>
        <source>The settings contradict each other or the data</source>
        <translation>设置相互矛盾或与数据不符</translation>
    </message>
    <message>
        <source>Change the setting that is named.</source>
        <translation>请修改所指的设置。</translation>
    </message>
    <message>
        <source>This is not supported here</source>
        <translation>此处不支持</translation>
    </message>
    <message>
        <source>Choose another way that the details name.</source>
        <translation>请按详情所示换一种方式。</translation>
    </message>
    <message>
        <source>This was refused for safety</source>
        <translation>为安全起见已拒绝</translation>
    </message>
    <message>
        <source>Take the file from a source that you trust, in a safe format.</source>
        <translation>请从可信来源获取安全格式的文件。</translation>
    </message>
    <message>
        <source>The file is not the one that is expected</source>
        <translation>文件与预期不符</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>请重新下载。</translation>
    </message>
    <message>
        <source>Labels or documents do not fit the run</source>
        <translation>标签或文档与该次训练不符</translation>
    </message>
    <message>
        <source>Undo the changes, or start a new run.</source>
        <translation>请撤销改动，或新建一次训练。</translation>
    </message>
    <message>
        <source>There is nothing to work on</source>
        <translation>没有可处理的内容</translation>
    </message>
    <message>
        <source>Import or label documents first.</source>
        <translation>请先导入或标注文档。</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>Close other programs, or lower the batch size.</source>
        <translation>请关闭其他程序，或减小批大小。</translation>
    </message>
    <message>
        <source>The loss is no longer a number</source>
        <translation>损失值不再是数字</translation>
    </message>
    <message>
        <source>Lower the learning rate, or train in full precision.</source>
        <translation>请降低学习率，或使用全精度训练。</translation>
    </message>
    <message>
        <source>Training and prediction are not available</source>
        <translation>无法训练和预测</translation>
    </message>
    <message>
        <source>Install the engine; everything else works without it.</source>
        <translation>请安装引擎；其他功能不受影响。</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
</context>
<context>
    <name>FineTuneDialog</name>
    <message>
        <source>Counting the sentences…</source>
        <translation>正在统计句子…</translation>
    </message>
    <message>
        <source>No decided sentence to learn from yet: mark documents as done</source>
        <translation>还没有可供学习的句子：请先把文档标记为完成</translation>
    </message>
    <message>
        <source>Only documents with %1</source>
        <translation>仅限 %1 的文档</translation>
    </message>
    <message>
        <source>%1 undecided sentences are left out</source>
        <translation>%1 个未定的句子不参与训练</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Fine-tune a model</source>
        <translation>微调模型</translation>
    </message>
    <message>
        <source>Chosen by the machine</source>
        <translation>由本机决定</translation>
    </message>
    <message>
        <source>Full (fp32)</source>
        <translation>全精度（fp32）</translation>
    </message>
    <message>
        <source>Half, wide range (bf16)</source>
        <translation>半精度，宽范围（bf16）</translation>
    </message>
    <message>
        <source>Half (fp16)</source>
        <translation>半精度（fp16）</translation>
    </message>
    <message>
        <source>Chosen by itself</source>
        <translation>自动选择</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>How this run is called in the list and on the command line</source>
        <translation>这次训练在列表和命令行中的名称</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Take a model from a folder</source>
        <translation>从文件夹选取模型</translation>
    </message>
    <message>
        <source>A folder with config.json, tokenizer files and model.safetensors</source>
        <translation>含 config.json、分词器文件和 model.safetensors 的文件夹</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The encoder that learns; it was trained on plain text before</source>
        <translation>要学习的编码器，此前已在普通文本上预训练</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>How often every training sentence is seen</source>
        <translation>每个训练句子会被学习几遍</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How far one step moves the weights; 2e-4 suits small models, 5e-5 large ones</source>
        <translation>每一步改动权重的幅度；小模型宜用 2e-4，大模型宜用 5e-5</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Sentences for one step</source>
        <translation>每一步用多少个句子</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>数值精度</translation>
    </message>
    <message>
        <source>How exactly numbers are kept while training; half is faster where the machine has it</source>
        <translation>训练时数值的精细程度；若机器支持，半精度更快</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed gives the same shuffling and the same first weights</source>
        <translation>种子相同，打乱次序和初始权重就相同</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Where the arithmetic is done</source>
        <translation>在哪里进行计算</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1 sentences to learn from, %2 to choose the best weights by</source>
        <translation>用 %1 个句子学习，用 %2 个句子挑选最佳权重</translation>
    </message>
    <message>
        <source>%1 sentences; a tenth is held out, since there is no validation split</source>
        <translation>共 %1 个句子；没有验证集，将留出十分之一</translation>
    </message>
    <message>
        <source>Folder of the model</source>
        <translation>模型所在文件夹</translation>
    </message>
    <message>
        <source>No model is on this machine. Choose a folder, or add one with “evenspan-cli models download”.</source>
        <translation>本机还没有模型。请选择一个文件夹，或用“evenspan-cli models download”下载。</translation>
    </message>
    <message>
        <source>Give the run a name.</source>
        <translation>请为这次训练取个名称。</translation>
    </message>
    <message>
        <source>There is a run with this name already.</source>
        <translation>已有同名的训练。</translation>
    </message>
    <message>
        <source>The learning rate is a number above 0 and at most 1, such as 2e-4.</source>
        <translation>学习率应大于 0 且不超过 1，例如 2e-4。</translation>
    </message>
</context>
<context>
    <name>ImportView</name>
    <message>
        <source>Import files</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>实体</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Format of the files</source>
        <translation>文件格式</translation>
    </message>
    <message>
        <source>Split to import into</source>
        <translation>导入到哪个划分</translation>
    </message>
    <message>
        <source>First documents of the files</source>
        <translation>文件中的前几篇文档</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>导入进度</translation>
    </message>
    <message>
        <source>Find out by itself</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>As the files say</source>
        <translation>按文件所示</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>等另外 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the files…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>There is nothing to import in these files.</source>
        <translation>这些文件里没有可导入的内容。</translation>
    </message>
    <message>
        <source>%1, tags %2</source>
        <translation>%1，标签方案 %2</translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln documents</source>
        <translation>
            <numerusform>导入 %Ln 篇文档</numerusform>
        </translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>无法保留</translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation>已修正</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Everything in these files is kept as it is.</source>
        <translation>这些文件中的内容将原样保留。</translation>
    </message>
    <message>
        <source>%1 documents read</source>
        <translation>已读取 %1 篇文档</translation>
    </message>
</context>
<context>
    <name>KeysView</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>任何位置</translation>
    </message>
    <message>
        <source>Up one level</source>
        <translation>返回上一级</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Copy table rows as tab-separated text</source>
        <translation>把表格行复制为制表符分隔的文本</translation>
    </message>
    <message>
        <source>Numbers of a plot as a table</source>
        <translation>以表格显示图中的数值</translation>
    </message>
    <message>
        <source>Logarithmic scale of a plot</source>
        <translation>图表使用对数刻度</translation>
    </message>
</context>
<context>
    <name>LabelPage</name>
    <message>
        <source>Filter, such as state:unseen label:PER acme</source>
        <translation>筛选，例如 state:unseen label:PER 北京</translation>
    </message>
    <message>
        <source>Filter the documents</source>
        <translation>筛选文档</translation>
    </message>
    <message>
        <source>Words of the text, or label: state: split: name: source: suggested: score&lt; spans&gt; tokens&gt; meta.column= ; - denies, OR between terms</source>
        <translation>正文词语，或 label: state: split: name: source: suggested: score&lt; spans&gt; tokens&gt; meta.列=；- 表示否定，条件间可用 OR</translation>
    </message>
    <message>
        <source>%1 is now called %2</source>
        <translation>%1 已改名为 %2</translation>
    </message>
    <message>
        <source>A key is one letter from a to z or one digit.</source>
        <translation>按键是 a 到 z 的一个字母或一个数字。</translation>
    </message>
    <message>
        <source>The key %1 belongs to %2. Give that label another key first.</source>
        <translation>按键 %1 属于 %2。请先给那个标签换一个按键。</translation>
    </message>
    <message>
        <source>Key of %1 changed</source>
        <translation>%1 的按键已更改</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Rename the label</source>
        <translation>重命名标签</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Change the key…</source>
        <translation>更改按键…</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>更改按键</translation>
    </message>
    <message>
        <source>Letter or digit for %1</source>
        <translation>%1 的字母或数字</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message numerus="yes">
        <source>%1 is archived; its %Ln entities stay</source>
        <translation>
            <numerusform>%1 已归档；其 %Ln 个实体保留</numerusform>
        </translation>
    </message>
    <message>
        <source>Pick a labelled entity first: its label goes to all equal words</source>
        <translation>请先选中一个已标注的实体：其标签将用于所有相同的词语</translation>
    </message>
    <message>
        <source>No other place to label</source>
        <translation>没有其他可标注的位置</translation>
    </message>
    <message>
        <source>Label %1 × “%2” as %3</source>
        <translation>把 %1 处“%2”标为 %3</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Label equal words of this document</source>
        <translation>标注本篇中相同的词语</translation>
    </message>
    <message numerus="yes">
        <source>%Ln places hold another entity</source>
        <translation>
            <numerusform>%Ln 处已有其他实体</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more places labelled</source>
        <translation>
            <numerusform>又标注了 %Ln 处</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to label yet</source>
        <translation>还没有可标注的内容</translation>
    </message>
    <message>
        <source>Here you mark names in texts: choose words, press the letter of a label. Import texts first.</source>
        <translation>在这里标注文本中的名称：选中词语，再按标签的字母键。请先导入文本。</translation>
    </message>
    <message>
        <source>Import files</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>No document matches.</source>
        <translation>没有符合条件的文档。</translation>
    </message>
    <message>
        <source>Done, next</source>
        <translation>完成，下一篇</translation>
    </message>
    <message>
        <source>Find in the texts</source>
        <translation>在正文中查找</translation>
    </message>
    <message>
        <source>Show one state</source>
        <translation>只看一种状态</translation>
    </message>
    <message>
        <source>Every state</source>
        <translation>全部状态</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Mark this document as done and open the next one (Ctrl+Enter)</source>
        <translation>把本篇标记为完成并打开下一篇 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Accept “%1” as %2</source>
        <translation>接受“%1”为 %2</translation>
    </message>
    <message>
        <source>Move the ends of “%1”</source>
        <translation>移动“%1”的边界</translation>
    </message>
    <message>
        <source>Find or add a label</source>
        <translation>查找或添加标签</translation>
    </message>
    <message>
        <source>Enter takes the first label of the list, or adds a new one (Ctrl+L)</source>
        <translation>按回车取列表中的第一个标签，没有则新增 (Ctrl+L)</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Entities of this document</source>
        <translation>本篇的实体</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>实体</translation>
    </message>
    <message>
        <source>Label  ›  %1</source>
        <translation>标注  ›  %1</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>%1 of %2 documents are done</source>
        <translation>已完成 %1 / %2 篇文档</translation>
    </message>
    <message>
        <source>%1, key %2</source>
        <translation>%1，按键 %2</translation>
    </message>
    <message>
        <source>Key %1 …</source>
        <translation>按键 %1 …</translation>
    </message>
    <message>
        <source>Label “%1” as %2</source>
        <translation>把“%1”标为 %2</translation>
    </message>
    <message>
        <source>Reject “%1” as %2</source>
        <translation>拒绝“%1”作为 %2</translation>
    </message>
    <message>
        <source>Remove %2 from “%1”</source>
        <translation>移除“%1”的标签 %2</translation>
    </message>
    <message>
        <source>Label %1 added</source>
        <translation>已添加标签 %1</translation>
    </message>
    <message>
        <source>This is the last document</source>
        <translation>这是最后一篇文档</translation>
    </message>
    <message>
        <source>This is the first document</source>
        <translation>这是第一篇文档</translation>
    </message>
    <message>
        <source>Mark names in the texts</source>
        <translation>在文本中标注名称</translation>
    </message>
    <message>
        <source>Labelling</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Done and next document</source>
        <translation>完成并到下一篇</translation>
    </message>
    <message>
        <source>Done without entities and next document</source>
        <translation>无实体，完成并到下一篇</translation>
    </message>
    <message>
        <source>Next document</source>
        <translation>下一篇文档</translation>
    </message>
    <message>
        <source>Previous document</source>
        <translation>上一篇文档</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entities</source>
        <translation>
            <numerusform>%Ln 个实体</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entities are labelled here: remove them first</source>
        <translation>
            <numerusform>本篇已标注 %Ln 个实体：请先移除</numerusform>
        </translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>About this document</source>
        <translation>关于此文档</translation>
    </message>
    <message>
        <source>The filter hides this document: clear it first</source>
        <translation>筛选条件隐藏了此文档：请先清除筛选</translation>
    </message>
    <message>
        <source>The document is as it was then</source>
        <translation>文档已回到当时的状态</translation>
    </message>
    <message>
        <source>Nothing in this document is uncertain</source>
        <translation>此文档中没有不确定之处</translation>
    </message>
    <message numerus="yes">
        <source>%Ln suggestions accepted</source>
        <translation>
            <numerusform>已接受 %Ln 条建议</numerusform>
        </translation>
    </message>
    <message>
        <source>Label equal words, after a look…</source>
        <translation>查看后标注相同的词…</translation>
    </message>
    <message>
        <source>Accept suggestions from a score on…</source>
        <translation>接受达到某一分数的建议…</translation>
    </message>
    <message>
        <source>Next uncertain place</source>
        <translation>下一个不确定之处</translation>
    </message>
    <message>
        <source>Previous uncertain place</source>
        <translation>上一个不确定之处</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Flag, or take the flag away</source>
        <translation>标记或取消标记</translation>
    </message>
    <message>
        <source>History of this document</source>
        <translation>此文档的历史</translation>
    </message>
    <message>
        <source>Fold the list of documents</source>
        <translation>折叠文档列表</translation>
    </message>
    <message>
        <source>Fold labels and entities</source>
        <translation>折叠标签与实体</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Light, dark, high contrast or as the system</source>
        <translation>浅色、深色、高对比度，或跟随系统</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>转到“%1”</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>正在打开 %1…</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Where to keep the new project</source>
        <translation>新项目保存在哪里</translation>
    </message>
    <message>
        <source>Projects (*.evenspan)</source>
        <translation>项目 (*.evenspan)</translation>
    </message>
    <message>
        <source>Making %1…</source>
        <translation>正在创建 %1…</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>没有打开的项目</translation>
    </message>
    <message>
        <source>Read only – %1</source>
        <translation>只读 – %1</translation>
    </message>
    <message>
        <source>All changes saved</source>
        <translation>更改已全部保存</translation>
    </message>
    <message>
        <source>All changes saved %1</source>
        <translation>更改已全部保存，%1</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>Training %1</source>
        <translation>正在训练 %1</translation>
    </message>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Search and commands</source>
        <translation>搜索与命令</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>已撤销：%1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>已重做：%1</translation>
    </message>
    <message>
        <source>New project from files</source>
        <translation>从文件新建项目</translation>
    </message>
    <message>
        <source>Files for the new project</source>
        <translation>选择新项目的文件</translation>
    </message>
    <message>
        <source>Text and column files (*.txt *.conll *.iob *.bio *.tsv *.csv);;All files (*)</source>
        <translation>文本与列式文件 (*.txt *.conll *.iob *.bio *.tsv *.csv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Opening the sample…</source>
        <translation>正在打开示例…</translation>
    </message>
    <message>
        <source>Close the project</source>
        <translation>关闭项目</translation>
    </message>
    <message>
        <source>Change the look</source>
        <translation>切换外观</translation>
    </message>
    <message>
        <source>Look of the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>恢复文字大小</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>下一个面板</translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation>切换语言</translation>
    </message>
    <message>
        <source>Keys of this page</source>
        <translation>本页快捷键</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>%1 from the next start</source>
        <translation>下次启动时使用：%1</translation>
    </message>
</context>
<context>
    <name>Plot</name>
    <message>
        <source>Line</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Smoothed</source>
        <translation>平滑值</translation>
    </message>
    <message>
        <source>Plot; press T for a table of its numbers</source>
        <translation>图表；按 T 键以表格显示数值</translation>
    </message>
    <message>
        <source>Numbers of the plot</source>
        <translation>图中的数值</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <translation>%1 %2：%3</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Working</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>ProjectPage</name>
    <message>
        <source>No documents yet</source>
        <translation>还没有文档</translation>
    </message>
    <message>
        <source>This page lists the texts of the project. Import column files such as CoNLL, or plain text, or drop files anywhere in this window.</source>
        <translation>这里列出项目中的文本。可以导入 CoNLL 等列式文件或纯文本，也可以把文件拖到窗口的任何位置。</translation>
    </message>
    <message>
        <source>Import files</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>No document matches. Clear the search or choose another split.</source>
        <translation>没有符合条件的文档。请清空搜索，或换一个划分。</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>实体</translation>
    </message>
    <message>
        <source>Labels and how often each stands in the texts</source>
        <translation>各标签及其出现次数</translation>
    </message>
    <message>
        <source>Find in the texts</source>
        <translation>在正文中查找</translation>
    </message>
    <message>
        <source>Show one split</source>
        <translation>按划分筛选</translation>
    </message>
    <message>
        <source>Show one state</source>
        <translation>按状态筛选</translation>
    </message>
    <message>
        <source>Every state</source>
        <translation>全部状态</translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents imported</source>
        <translation>
            <numerusform>已导入 %Ln 篇文档</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents</source>
        <translation>
            <numerusform>%Ln 篇文档</numerusform>
        </translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Every split</source>
        <translation>全部划分</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Documents and imports</source>
        <translation>文档与导入</translation>
    </message>
    <message>
        <source>Text and column files (*.txt *.conll *.iob *.bio *.tsv *.csv);;All files (*)</source>
        <translation>文本与列式文件 (*.txt *.conll *.iob *.bio *.tsv *.csv);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Workspaces</source>
        <translation>工作区</translation>
    </message>
</context>
<context>
    <name>RailButton</name>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln 项待处理</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunDelegate</name>
    <message>
        <source>Training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>, took %1</source>
        <translation>，用时 %1</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Stopped, %1</source>
        <translation>已停止，%1</translation>
    </message>
    <message>
        <source>Failed, %1</source>
        <translation>失败，%1</translation>
    </message>
    <message>
        <source>Finished, %1</source>
        <translation>已完成，%1</translation>
    </message>
    <message>
        <source>Interrupted, %1</source>
        <translation>已中断，%1</translation>
    </message>
</context>
<context>
    <name>ScoreModel</name>
    <message>
        <source>All entities counted together</source>
        <translation>所有实体一并计算</translation>
    </message>
    <message>
        <source>The mean over labels, each with the same weight</source>
        <translation>各标签等权平均</translation>
    </message>
    <message>
        <source>All (micro)</source>
        <translation>总体（micro）</translation>
    </message>
    <message>
        <source>Mean of labels (macro)</source>
        <translation>标签平均（macro）</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>实体数</translation>
    </message>
    <message>
        <source>What was looked for</source>
        <translation>要找的标签</translation>
    </message>
    <message>
        <source>Of what the model marked, how much is right, in percent</source>
        <translation>模型标出的实体中有多少是对的（百分比）</translation>
    </message>
    <message>
        <source>Of what is there, how much the model found, in percent</source>
        <translation>应有的实体中模型找到了多少（百分比）</translation>
    </message>
    <message>
        <source>Harmonic mean of precision and recall, in percent</source>
        <translation>精确率与召回率的调和平均（百分比）</translation>
    </message>
    <message>
        <source>How many entities the texts hold</source>
        <translation>文本中实际有多少个实体</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n 分钟前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n 小时前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n 天前</numerusform>
        </translation>
    </message>
    <message>
        <source>What do you want to work on?</source>
        <translation>从哪里开始?</translation>
    </message>
    <message>
        <source>Label names in text, fine-tune a model on them and see what it learnt. Everything stays on this computer.</source>
        <translation>在文本中标注实体，用标注微调模型，再看看它学会了什么。所有数据都留在这台电脑上。</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Customer messages and financial news in English and Chinese, labelled and ready to train on.</source>
        <translation>中英文的客服消息与财经新闻，已经标注好，可以直接训练。</translation>
    </message>
    <message>
        <source>New project from files</source>
        <translation>从文件新建项目</translation>
    </message>
    <message>
        <source>CoNLL and other column files, or plain text. You see what will be read before it is.</source>
        <translation>CoNLL 等列式文件或纯文本。导入之前先看到会读入什么。</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>One file that ends in .evenspan. You can also drop it anywhere in this window.</source>
        <translation>以 .evenspan 结尾的单个文件，也可以直接拖进窗口。</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>%1 documents, %2 % decided  ·  %3</source>
        <translation>%1 篇文档，已完成 %2 %  ·  %3</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Progress of the running job</source>
        <translation>当前任务的进度</translation>
    </message>
    <message>
        <source>Show the running job</source>
        <translation>查看当前任务</translation>
    </message>
    <message>
        <source>Stop the running job</source>
        <translation>停止当前任务</translation>
    </message>
    <message>
        <source>Stop after this batch and keep the best weights</source>
        <translation>完成当前批次后停止，并保留最佳权重</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Show the running job: %1</source>
        <translation>查看当前任务：%1</translation>
    </message>
    <message>
        <source>working</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Act on this message</source>
        <translation>执行此消息中的操作</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>重做：%1</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>No runs yet</source>
        <translation>还没有训练</translation>
    </message>
    <message>
        <source>This page shows how a model learns your labels: its loss, its speed and, at the end, how well it finds each label. Every setting has a value that works.</source>
        <translation>这里显示模型学习标签的过程：损失、速度，以及最后对每种标签的识别效果。所有设置都已有可用的默认值。</translation>
    </message>
    <message>
        <source>Fine-tune a model</source>
        <translation>微调模型</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>每秒词元</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Best F1</source>
        <translation>最佳 F1</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Stop training</source>
        <translation>停止训练</translation>
    </message>
    <message>
        <source>Stop after this batch and keep the best weights</source>
        <translation>完成当前批次后停止，并保留最佳权重</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>训练进度</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Scores by label</source>
        <translation>各标签的得分</translation>
    </message>
    <message>
        <source>Training %1 failed</source>
        <translation>训练 %1 失败</translation>
    </message>
    <message>
        <source>Training %1 stopped</source>
        <translation>训练 %1 已停止</translation>
    </message>
    <message>
        <source>Training %1 finished</source>
        <translation>训练 %1 已完成</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Scores on %1</source>
        <translation>%1 集上的得分</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Fine-tune a model and watch it learn</source>
        <translation>微调模型，观察它的学习过程</translation>
    </message>
    <message>
        <source>Save the plot</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>Drawing (*.svg);;Picture (*.png);;Numbers (*.csv)</source>
        <translation>矢量图 (*.svg);;图片 (*.png);;数值 (*.csv)</translation>
    </message>
    <message>
        <source>The file could not be written</source>
        <translation>无法写入该文件</translation>
    </message>
</context>
<context>
    <name>evenspan::ui</name>
    <message>
        <source>about a second</source>
        <translation>约 1 秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message numerus="yes">
        <source>Import %n file(s)</source>
        <translation><numerusform>导入 %n 个文件</numerusform></translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Label names in text and fine-tune models on them</source>
        <translation>标注文本中的实体，并用它们微调模型</translation>
    </message>
    <message>
        <source>A project to open (.evenspan)</source>
        <translation>要打开的项目 (.evenspan)</translation>
    </message>
    <message>
        <source>Print the time to the first painted frame, then end</source>
        <translation>输出首帧绘制用时后退出</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>%1 layers, %2 wide, %3 MB</source>
        <translation>%1 层，宽 %2，%3 MB</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Graphics card %1</source>
        <translation>显卡 %1</translation>
    </message>
</context>
<context>
    <name>SpansModel</name>
    <message>
        <source>%1 (suggested)</source>
        <translation>%1（建议）</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
</context>
<context>
    <name>TextCanvas</name>
    <message>
        <source>%1, suggested</source>
        <translation>%1，建议</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>The text to label. Arrow keys move by word, letters label.</source>
        <translation>要标注的文本。方向键按词移动，字母键打标签。</translation>
    </message>
</context>
<context>
    <name>PlacesModel</name>
    <message>
        <source>overlaps %1</source>
        <translation>与 %1 重叠</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
</context>
<context>
    <name>PropagateDialog</name>
    <message>
        <source>Label equal words</source>
        <translation>标注相同的词</translation>
    </message>
    <message>
        <source>“%1” as %2</source>
        <translation>“%1”标为 %2</translation>
    </message>
    <message>
        <source>In this document</source>
        <translation>在此文档中</translation>
    </message>
    <message>
        <source>In the documents shown</source>
        <translation>在所显示的文档中</translation>
    </message>
    <message>
        <source>In the project</source>
        <translation>在整个项目中</translation>
    </message>
    <message>
        <source>Where to look</source>
        <translation>查找范围</translation>
    </message>
    <message>
        <source>as labels</source>
        <translation>作为标签</translation>
    </message>
    <message>
        <source>as suggestions</source>
        <translation>作为建议</translation>
    </message>
    <message>
        <source>What to make</source>
        <translation>生成内容</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>全词匹配</translation>
    </message>
    <message>
        <source>Same case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>全部勾选</translation>
    </message>
    <message>
        <source>Tick none</source>
        <translation>全部不选</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln places found</source>
        <translation>
            <numerusform>找到 %Ln 处</numerusform>
        </translation>
    </message>
    <message>
        <source>the list is cut: label these, then look again</source>
        <translation>列表已截断：请先标注这些，再重新查找</translation>
    </message>
    <message numerus="yes">
        <source>%Ln labelled already</source>
        <translation>
            <numerusform>%Ln 处已标注</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rejected before</source>
        <translation>
            <numerusform>%Ln 处曾被拒绝</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Label %Ln places</source>
        <translation>
            <numerusform>标注 %Ln 处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Suggest %Ln places</source>
        <translation>
            <numerusform>建议 %Ln 处</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AcceptDialog</name>
    <message>
        <source>Accept suggestions</source>
        <translation>接受建议</translation>
    </message>
    <message>
        <source>In this document</source>
        <translation>在此文档中</translation>
    </message>
    <message>
        <source>In the documents shown</source>
        <translation>在所显示的文档中</translation>
    </message>
    <message>
        <source>In the project</source>
        <translation>在整个项目中</translation>
    </message>
    <message>
        <source>Which documents</source>
        <translation>哪些文档</translation>
    </message>
    <message>
        <source>Lowest score</source>
        <translation>最低分数</translation>
    </message>
    <message>
        <source>Suggestions without a score stay. Accepted entities do not make a document done.</source>
        <translation>没有分数的建议保持不变。接受实体不会使文档变为已完成。</translation>
    </message>
    <message>
        <source>Score of at least</source>
        <translation>分数不低于</translation>
    </message>
    <message numerus="yes">
        <source>Accept %Ln suggestions</source>
        <translation>
            <numerusform>接受 %Ln 条建议</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Nothing has happened to this document yet.</source>
        <translation>此文档尚无任何操作。</translation>
    </message>
    <message>
        <source>Go back to this moment</source>
        <translation>回到此时刻</translation>
    </message>
    <message>
        <source>History of this document</source>
        <translation>此文档的历史</translation>
    </message>
    <message>
        <source>Labels and state become what they were just after the chosen step. One undo takes it back.</source>
        <translation>标签与状态恢复到所选步骤之后的样子。撤销一次即可收回。</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>已撤销：%1</translation>
    </message>
    <message>
        <source>Redone: %1</source>
        <translation>已重做：%1</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>This step was undone</source>
        <translation>此步骤已被撤销</translation>
    </message>
    <message>
        <source>Go back to %1</source>
        <translation>回到 %1</translation>
    </message>
</context>
<context>
    <name>NotesPanel</name>
    <message>
        <source>Open notes of the whole project</source>
        <translation>整个项目中未处理的备注</translation>
    </message>
    <message>
        <source>Comments and flags</source>
        <translation>评论与标记</translation>
    </message>
    <message>
        <source>Enter goes to the place, Space settles a note, Delete takes it away</source>
        <translation>回车跳转，空格标为已处理，Delete 删除</translation>
    </message>
    <message>
        <source>Comment on this document</source>
        <translation>评论此文档</translation>
    </message>
    <message>
        <source>New comment</source>
        <translation>新评论</translation>
    </message>
    <message>
        <source>Comment on the picked entity</source>
        <translation>评论所选实体</translation>
    </message>
    <message>
        <source>⚑ Flag</source>
        <translation>⚑ 标记</translation>
    </message>
    <message>
        <source>⚑ %1</source>
        <translation>⚑ %1</translation>
    </message>
    <message>
        <source>document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>entity</source>
        <translation>实体</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>已处理</translation>
    </message>
</context>
</TS>
